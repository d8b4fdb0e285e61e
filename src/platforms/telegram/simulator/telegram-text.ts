/** core.telegram.org/bots/api#html-style, Bot API 10.1. */
const tags =
  'b|strong|i|em|u|ins|s|strike|del|span|tg-spoiler|a|tg-emoji|code|pre|blockquote'.split('|');
const namedEntities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"' };

export type ParsedText = { kind: 'text'; text: string } | { kind: 'unparsable'; reason: string };

/** What a reader sees once the markup is taken out. Only HTML markup is played. */
export function parsedText(raw: string, parseMode: string | undefined): ParsedText {
  if (parseMode === undefined || parseMode === '') return { kind: 'text', text: raw.trim() };
  if (parseMode.toLowerCase() !== 'html') {
    return { kind: 'unparsable', reason: 'unsupported parse_mode' };
  }
  return withoutTags(raw);
}

function withoutTags(raw: string): ParsedText {
  const open: string[] = [];
  for (const [, slash, name = ''] of raw.matchAll(/<(\/?)([a-z-]*)[^>]*>?/gi)) {
    const tag = name.toLowerCase();
    if (!tags.includes(tag)) return unparsable(`Unsupported start tag "${tag}"`);
    if (slash === '') open.push(tag);
    else if (open.pop() !== tag) return unparsable(`Unmatched end tag "${tag}"`);
  }
  const [unclosed] = open;
  if (unclosed !== undefined)
    return unparsable(`Can't find end tag corresponding to "${unclosed}"`);
  return { kind: 'text', text: unescaped(raw.replace(/<[^>]*>/g, '')).trim() };
}

function unparsable(reason: string): ParsedText {
  return { kind: 'unparsable', reason: `can't parse entities: ${reason}` };
}

function unescaped(text: string): string {
  return text
    .replace(/&#x([0-9a-f]+);/gi, (_all, hex: string) => String.fromCodePoint(parseInt(hex, 16)))
    .replace(/&#([0-9]+);/g, (_all, digits: string) => String.fromCodePoint(Number(digits)))
    .replace(/&(lt|gt|amp|quot);/g, (all, name: string) => namedEntities[name] ?? all);
}
