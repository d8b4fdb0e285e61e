import { z } from 'zod';
import { causeOfSubcode } from './instagram.errors.js';

/** What Meta says of a container. `lost`: it will never be a post; another one may. */
export type ContainerState =
  | { kind: 'working' | 'finished' | 'published' }
  | { kind: 'lost'; detail: string }
  | { kind: 'refused'; detail: string };

export function containerStateOf({ status_code, status }: ContainerStatus): ContainerState {
  switch (status_code) {
    case 'FINISHED':
      return { kind: 'finished' };
    case 'PUBLISHED':
      return { kind: 'published' };
    case 'IN_PROGRESS':
      return { kind: 'working' };
    case 'EXPIRED':
      return { kind: 'lost', detail: 'What was prepared on Instagram has expired' };
    case 'ERROR':
      return failed(status ?? '');
  }
}

/** `status` names a subcode, with or without words. */
function failed(status: string): ContainerState {
  const [digits] = /\b2207\d{3}\b/.exec(status) ?? [];
  const cause = causeOfSubcode(digits === undefined ? undefined : Number(digits));
  const detail = `Instagram could not use the picture or video (${digits ?? 'no reason given'})`;
  return cause === 'fetch' || cause === 'unclear' || cause === 'container_gone'
    ? { kind: 'lost', detail }
    : { kind: 'refused', detail };
}

/** .../reference/ig-container, read 2026-11-24. */
export const containerStatus = z.object({
  status_code: z.enum(['EXPIRED', 'ERROR', 'FINISHED', 'IN_PROGRESS', 'PUBLISHED']),
  status: z.string().optional(),
});
type ContainerStatus = z.infer<typeof containerStatus>;
