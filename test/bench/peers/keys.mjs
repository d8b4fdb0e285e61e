/** The keys of a range in portions. */
export function* keysOf({ firstKey, count }, portion) {
  for (let first = firstKey; first < firstKey + count; first += portion) {
    const length = Math.min(portion, firstKey + count - first);
    yield Array.from({ length }, (_, index) => first + index);
  }
}
