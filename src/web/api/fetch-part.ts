const AGAIN_MS = 3_000;
/** With a network; a part that does not come then is another version's, or the browser has given it up. */
const TRIES_ONLINE = 3;
const RELOADED = 'munadi.reloaded';

/**
 * A part of Munadi that is fetched when it is needed: without a network, as soon as there is one again. Where it does not
 * come at all the page is loaded once more; what was written is kept.
 */
export async function fetchPart<Part>(
  fetchOnce: () => Promise<Part>,
  onWait: () => void = () => undefined,
): Promise<Part> {
  for (let tries = 1; ;) {
    try {
      const part = await fetchOnce();
      sessionStorage.removeItem(RELOADED);
      return part;
    } catch (error) {
      onWait();
      if (tries >= TRIES_ONLINE) reloadOnce(error);
      if (navigator.onLine) tries += 1;
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
    }
  }
}

function reloadOnce(error: unknown): void {
  if (sessionStorage.getItem(RELOADED) !== null) throw error;
  sessionStorage.setItem(RELOADED, 'yes');
  location.reload();
}
