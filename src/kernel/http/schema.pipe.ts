import { StandardSchemaValidationPipe } from '@nestjs/common';
import type { Problem } from '../../contract/problems.js';
import { ProblemError } from '../problem-error.js';

/** Checks every `@Body({ schema })` and `@Query({ schema })`, and names each field that is wrong. */
export function schemaPipe(): StandardSchemaValidationPipe {
  return new StandardSchemaValidationPipe({
    exceptionFactory: (issues) =>
      new ProblemError(
        400,
        issues.map((issue): Problem => ({
          code: 'invalid_input',
          field: fieldOf(issue.path ?? []),
          params: { detail: issue.message },
        })),
      ),
  });
}

function fieldOf(path: readonly (PropertyKey | { key: PropertyKey })[]): string {
  return path
    .map((part) => (typeof part === 'object' ? part.key : part))
    .map(String)
    .join('.');
}
