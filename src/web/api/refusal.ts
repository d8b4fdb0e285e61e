/** What is wrong and what to do, as a person reads it. `field` names the input it concerns. */
export interface Problem {
  code: string;
  message: string;
  field?: string;
}

/** The server's "no", or no answer at all (status 0). */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    readonly problems: Problem[],
  ) {
    super(problems[0]?.message ?? `status ${status}`);
  }
}

export function problemsOf(error: unknown): Problem[] {
  return error instanceof Refusal ? error.problems : [];
}
