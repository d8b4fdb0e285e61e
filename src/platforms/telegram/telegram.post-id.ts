/** A post is one message, or the messages of an album: `17`, or `17,18,19`. */
export function postIdOf(messageIds: readonly number[]): string {
  return messageIds.join(',');
}

/** In the order of the album; the first carries the text. Empty when it is no post id of ours. */
export function messageIdsOf(postId: string): number[] {
  return /^\d+(,\d+)*$/.test(postId) ? postId.split(',').map(Number) : [];
}
