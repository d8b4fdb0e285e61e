import { useSyncExternalStore } from 'react';

/** The latest thing that was done, said once and then gone. */
export interface Notice {
  tone: 'done' | 'refused';
  message: string;
}

const SHOWN_MS = 6000;

let latest: Notice | null = null;
let timer: ReturnType<typeof setTimeout> | undefined;
const listeners = new Set<() => void>();

export function tell(notice: Notice): void {
  show(notice);
  clearTimeout(timer);
  timer = setTimeout(() => {
    show(null);
  }, SHOWN_MS);
}

export function useNotice(): Notice | null {
  return useSyncExternalStore(subscribe, () => latest);
}

function show(notice: Notice | null): void {
  latest = notice;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}
