/** Message: one sentence that says what happened and what to do. */
export class EmbeddedDatabaseError extends Error {
  override readonly name = 'EmbeddedDatabaseError';

  constructor(
    readonly code: string,
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

const SENTENCES: Partial<Record<string, (path: string) => string>> = {
  EACCES: notWritable,
  EPERM: notWritable,
  EROFS: notWritable,
  ENOSPC: (path) => `The disk that holds ${path} is full: free about 200 MB and start again.`,
  EDQUOT: (path) => `The disk quota for ${path} is used up: free about 200 MB and start again.`,
  ENOTDIR: (path) => `A file stands where the folder ${path} should be: move it away.`,
  EEXIST: (path) => `A file stands where the folder ${path} should be: move it away.`,
};

/** Turns a file system's refusal into a sentence; other errors pass as they are. */
export function inOneSentence(error: unknown, directory: string): unknown {
  if (!(error instanceof Error) || !('code' in error) || typeof error.code !== 'string') {
    return error;
  }
  const path = 'path' in error && typeof error.path === 'string' ? error.path : directory;
  const sentence = SENTENCES[error.code]?.(path);
  if (sentence === undefined || error instanceof EmbeddedDatabaseError) return error;
  return new EmbeddedDatabaseError(error.code, sentence, { cause: error });
}

function notWritable(path: string): string {
  return `${path} cannot be written: make it writable for this user, or run your own copy of this folder.`;
}
