import { z } from 'zod';
import { inBrief, type JsonAnswer } from '../../kernel/egress/index.js';
import { causeOf, type InstagramCause } from './instagram.errors.js';

/** developers.facebook.com/docs/graph-api/guides/error-handling, read 2026-11-24. */
const envelope = z.object({
  error: z.object({
    message: z.string().default(''),
    code: z.number(),
    error_subcode: z.number().optional(),
    error_user_msg: z.string().optional(),
    is_transient: z.boolean().optional(),
  }),
});

/** The words are fit for a person. */
export function failureOf({ status, body }: JsonAnswer): { cause: InstagramCause; detail: string } {
  const parsed = envelope.safeParse(body);
  if (!parsed.success) {
    return {
      cause: 'unclear',
      detail: `Instagram answers ${status} in a form that is not its own`,
    };
  }
  const { error } = parsed.data;
  const number = [error.code, error.error_subcode].filter((part) => part !== undefined).join('/');
  const words = inBrief(error.error_user_msg ?? error.message) || 'no reason given';
  return { cause: causeOf(error), detail: `Instagram answers ${number}: ${words}` };
}

export function isSuccess({ status }: JsonAnswer): boolean {
  return status >= 200 && status < 300;
}
