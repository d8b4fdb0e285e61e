/** The deepest body of ours has 6. */
const MAX_DEPTH = 32;

/** What a body is refused for; the words go into the answer. */
export class UnsoundJson extends Error {
  readonly statusCode = 400;
}

/**
 * Reads a body of which every reader must see the same: no name twice in an object, nothing that reaches for a
 * prototype, no more than 32 levels.
 * @throws UnsoundJson
 */
export function readStrictJson(text: string): unknown {
  const value = parse(text);
  refuseUnsound(text);
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw new UnsoundJson('it is not valid JSON');
  }
}

const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Of text that is known to be JSON. Looks at each sign once: a body may be one text of eight megabytes. */
function refuseUnsound(text: string): void {
  // Names of the object that is open at each level; null for a list.
  const open: (Set<string> | null)[] = [];
  let last = { from: 0, to: 0 };
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charAt(at)) {
      case '"':
        last = { from: at, to: endOfString(text, at) };
        at = last.to;
        break;
      case '{':
        open.push(new Set());
        break;
      case '[':
        open.push(null);
        break;
      case '}':
      case ']':
        open.pop();
        break;
      case ':':
        takeName(open.at(-1), JSON.parse(text.slice(last.from, last.to + 1)) as string);
    }
    if (open.length > MAX_DEPTH) throw new UnsoundJson(`it is nested more than ${MAX_DEPTH} deep`);
  }
}

/** Where the string that begins at `from` has its last quotation mark. */
function endOfString(text: string, from: number): number {
  for (let at = from + 1; ; at += 1) {
    at = text.indexOf('"', at);
    let slashes = 0;
    while (text[at - 1 - slashes] === '\\') slashes += 1;
    if (slashes % 2 === 0) return at;
  }
}

function takeName(names: Set<string> | null | undefined, name: string): void {
  if (FORBIDDEN.has(name)) throw new UnsoundJson('it holds a name that is not allowed');
  if (names?.has(name)) throw new UnsoundJson('it holds the same name twice');
  names?.add(name);
}
