import type { IncomingMessage } from 'node:http';

/** Longest answer that is taken from a platform; the longest useful one is a page of a timeline. */
export const MAX_ANSWER_BYTES = 1_000_000;

export class AnswerTooLarge extends Error {
  constructor() {
    super(`The answer is larger than ${MAX_ANSWER_BYTES} bytes`);
    this.name = 'AnswerTooLarge';
  }
}

/** Ends an answer that a library reads without a limit of its own. */
export function capAnswer(answer: IncomingMessage): void {
  // Only once the reader has started the flow: a listener before that would start it, and the reader miss the start.
  answer.once('resume', () => {
    let bytes = 0;
    answer.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) answer.destroy(new AnswerTooLarge());
    });
  });
}
