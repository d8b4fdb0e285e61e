import type { TextCounting } from './platforms.js';

/** Length of `text` as a platform counts it. Used by the composer at each keystroke and by the server before planning. */
export function countTextUnits(text: string, counting: TextCounting): number {
  switch (counting) {
    case 'x_weighted':
      return countXWeighted(text);
    case 'utf16':
      return text.length;
    case 'code_points':
      return Array.from(text).length;
  }
}

/** Whether X would find a link in `text`. */
export function hasLink(text: string): boolean {
  return text.search(LINK) !== -1;
}

// X's published counting configuration, version 3 (docs.x.com, fundamentals/counting-characters, read 2026-08-22):
// code points in these ranges weigh 1, every other weighs 2, an emoji sequence 2, a link 23; the text is NFC first.
const LIGHT_RANGES: readonly (readonly [number, number])[] = [
  [0x0000, 0x10ff],
  [0x2000, 0x200d],
  [0x2010, 0x201f],
  [0x2032, 0x2037],
];
const LINK_UNITS = 23;

// What X takes for a link, after twitter-text 3.1.0 (its published regular expressions, read 2026-11-24): a path or
// query knows Latin and Cyrillic letters only, and punctuation that ends a sentence is not part of the link.
const LATIN = String.raw`\u00C0-\u00D6\u00D8-\u00F6\u00F8-\u024F\u0300-\u036F\u1E00-\u1EFF`;
const PATH = String.raw`[a-z0-9!*';:=+,.$/%#[\]\u2013_~@|&\u0400-\u04FF${LATIN}-]`;
const PATH_END = String.raw`[a-z0-9+=_#/\u0400-\u04FF${LATIN}-]`;
const IN_BRACKETS = String.raw`\(${PATH}+\)`;
const PORT_PATH = String.raw`(?::\d+)?/(?:(?:${PATH}|${IN_BRACKETS})*(?:${PATH_END}|${IN_BRACKETS}))?`;
const QUERY = String.raw`\?[a-z0-9!?*'@();:&=+$/%#[\]_.,~|-]*[a-z0-9_&=#/-]`;

// A bare host is a link when its ending is known. All country endings are listed, of the others those in wide use:
// a bare host with a rarer ending is counted letter by letter here and as a link by X.
const COUNTRIES =
  'ac|ad|ae|af|ag|ai|al|am|ao|aq|ar|as|at|au|aw|ax|az|ba|bb|bd|be|bf|bg|bh|bi|bj|bm|bn|bo|br|bs|bt|bw|by|bz|ca|cc|cd|' +
  'cf|cg|ch|ci|ck|cl|cm|cn|co|cr|cu|cv|cw|cx|cy|cz|de|dj|dk|dm|do|dz|ec|ee|eg|er|es|et|eu|fi|fj|fk|fm|fo|fr|ga|gb|gd|ge|' +
  'gf|gg|gh|gi|gl|gm|gn|gp|gq|gr|gs|gt|gu|gw|gy|hk|hm|hn|hr|ht|hu|id|ie|il|im|in|io|iq|ir|is|it|je|jm|jo|jp|ke|kg|kh|ki|' +
  'km|kn|kp|kr|kw|ky|kz|la|lb|lc|li|lk|lr|ls|lt|lu|lv|ly|ma|mc|md|me|mg|mh|mk|ml|mm|mn|mo|mp|mq|mr|ms|mt|mu|mv|mw|mx|my|' +
  'mz|na|nc|ne|nf|ng|ni|nl|no|np|nr|nu|nz|om|pa|pe|pf|pg|ph|pk|pl|pm|pn|pr|ps|pt|pw|py|qa|re|ro|rs|ru|rw|sa|sb|sc|sd|se|' +
  'sg|sh|si|sj|sk|sl|sm|sn|so|sr|ss|st|su|sv|sx|sy|sz|tc|td|tf|tg|th|tj|tk|tl|tm|tn|to|tr|tt|tv|tw|tz|ua|ug|uk|us|uy|uz|' +
  'va|vc|ve|vg|vi|vn|vu|wf|ws|ye|yt|za|zm|zw';
const OTHERS =
  'com|org|net|edu|gov|mil|int|info|biz|name|pro|mobi|jobs|app|dev|page|site|online|website|web|tech|cloud|digital|news|' +
  'media|press|live|life|world|global|today|social|community|foundation|ngo|ong|charity|vote|voto|party|plus|blog|xyz|' +
  'top|club|shop|store|space|link|click|email|team|work|works|company|center|agency|academy|school|university|education|' +
  'health|care|video|photo|photos|photography|film|music|art|wiki|zone|one|asia|africa|delhi|tel|travel|events|fund|help';
const HOST = String.raw`[\p{L}\p{M}\p{N}](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}])?\.`;
const BARE_HOST = String.raw`[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.`;
const ENDS = '(?![a-z0-9@+-])';
const LINK = new RegExp(
  String.raw`(?<![a-z0-9@$#])https?://(?:${HOST})+(?:(?:[a-z]{2,63}|xn--[a-z0-9-]+)${ENDS}|[\p{L}\p{M}]{2,63})(?:${PORT_PATH}|:\d+)?(?:${QUERY})?` +
    String.raw`|(?<![a-z0-9@$#_./-])(?:${BARE_HOST})+(?:${OTHERS}|${COUNTRIES})${ENDS}(?:${PORT_PATH}(?:${QUERY})?)?`,
  'giu',
);
const EMOJI =
  /\p{Regional_Indicator}{2}|\u{1F3F4}[\u{E0020}-\u{E007E}]+\u{E007F}|[0-9#*]\uFE0F?\u20E3|(?![©®](?!\uFE0F))\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{Emoji_Modifier})?)*/gu;
const EMOJI_UNITS = 2;

function countXWeighted(text: string): number {
  let units = 0;
  const withoutLinks = text.normalize('NFC').replace(LINK, () => {
    units += LINK_UNITS;
    return '';
  });
  const letters = withoutLinks.replace(EMOJI, () => {
    units += EMOJI_UNITS;
    return '';
  });
  return units + weighCodePoints(letters);
}

function weighCodePoints(text: string): number {
  let units = 0;
  for (const character of text) {
    const codePoint = character.codePointAt(0) ?? 0;
    units += LIGHT_RANGES.some(([first, last]) => codePoint >= first && codePoint <= last) ? 1 : 2;
  }
  return units;
}
