/** Text that may stand in a page as it is. Only the `html` template makes it. */
export class Html {
  constructor(readonly source: string) {}
}

type Piece = string | number | Html | readonly Html[];

/** A template whose values are escaped, unless they are made by this template themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Piece[]): Html {
  const pieces = parts.map((part, index) => part + sourceOf(values[index] ?? ''));
  return new Html(pieces.join(''));
}

function sourceOf(piece: Piece): string {
  if (piece instanceof Html) return piece.source;
  if (typeof piece === 'object') return piece.map(({ source }) => source).join('');
  return String(piece)
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
