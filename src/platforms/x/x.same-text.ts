/** A post as the timeline shows it. */
export interface ShownPost {
  text: string;
  entities?: { urls?: { url: string; expanded_url: string }[] | undefined } | undefined;
}

/**
 * Whether X shows our text. X puts t.co in the place of links, writes `&`, `<` and `>` as entities, and stores
 * NFC (docs.x.com, object-model and counting-characters, read 2026-08-22; seen in answers, 2026).
 */
export function isSameText(ours: string, shown: ShownPost): boolean {
  return plain(ours) === plain(withLinks(unescaped(shown.text), shown.entities?.urls ?? []));
}

function withLinks(text: string, links: readonly { url: string; expanded_url: string }[]): string {
  return links.reduce((rest, { url, expanded_url }) => rest.replace(url, () => expanded_url), text);
}

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}

/** A bare `example.com` is shown as `http://example.com`, so protocols and closing slashes don't count. */
function plain(text: string): string {
  return text
    .normalize('NFC')
    .replace(/https?:\/\//gi, '')
    .replace(/\/(?=\s|$)/g, '')
    .replace(/\s+/g, ' ')
    .trim();
}
