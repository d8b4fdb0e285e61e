import { z } from 'zod';
import { inBrief } from '../../kernel/egress/index.js';

/** X's own form, told from the JSON of something in between by its title or its list of errors. */
const problem = z
  .object({
    title: z.string().optional(),
    detail: z.string().optional(),
    type: z.string().optional(),
    resource_id: z.string().optional(),
    errors: z
      .array(
        z.looseObject({
          message: z.string().optional(),
          type: z.string().optional(),
          resource_id: z.string().optional(),
        }),
      )
      .optional(),
  })
  .refine(({ title, errors }) => title !== undefined || errors !== undefined);
export type Problem = z.infer<typeof problem>;

/** Undefined when the body is not of X's own form. */
export function problemIn(body: unknown): Problem | undefined {
  return problem.safeParse(body).data;
}

export function wordsOf(said: Problem | undefined): string {
  const messages = said?.errors?.map(({ message }) => message) ?? [];
  const words = [said?.title, said?.detail, ...messages].filter((word) => word !== undefined);
  return words.length > 0 ? inBrief([...new Set(words)].join('; ')) : 'no reason that can be read';
}

/** docs.x.com/x-api/fundamentals/response-codes-and-errors, read 2026-08-22. */
const NOT_FOUND = 'https://api.x.com/2/problems/resource-not-found';

/** Whether X itself says, as its answer or as one of its partial errors, that it has no such post. */
export function saysNotFound(said: Problem | undefined, postId: string): boolean {
  return [said, ...(said?.errors ?? [])].some(
    (one) => one?.type === NOT_FOUND && (one.resource_id ?? postId) === postId,
  );
}
