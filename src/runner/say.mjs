/** Progress goes to stderr, so that the output of a command can be piped on. */
export function say(line) {
  process.stderr.write(`${line}\n`);
}

/** A failure whose message is all that a person needs: what happened and what to do. */
export class Advice extends Error {}

/** A file system's refusal in words; anything else is a fault of ours and passes as it is. */
export function adviceOn(error) {
  if (error instanceof Advice) return error;
  if (error.code === 'ENOSPC') {
    return new Advice('The disk is full: free about 1 GB and run the command again.');
  }
  if (['EACCES', 'EPERM', 'EROFS'].includes(error.code)) {
    return new Advice(
      `${error.path} cannot be written: run the command as the owner of this folder, or copy the folder to a place of your own.`,
    );
  }
  throw error;
}
