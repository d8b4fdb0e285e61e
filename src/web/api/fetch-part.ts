const AGAIN_MS = 3_000;

/** A part of Munadi that is fetched when it is needed: without a network, as soon as there is one again. */
export async function fetchPart<Part>(
  fetchOnce: () => Promise<Part>,
  onWait: () => void = () => undefined,
): Promise<Part> {
  for (;;) {
    try {
      return await fetchOnce();
    } catch {
      onWait();
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}
