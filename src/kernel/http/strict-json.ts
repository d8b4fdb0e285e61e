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

/** A string, or one of the signs that make the shape; everything between them tells nothing of it. */
const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\],:]/gs;
const FORBIDDEN = new Set(['__proto__', 'constructor', 'prototype']);

/** Of text that is known to be JSON. */
function refuseUnsound(text: string): void {
  // Names of the object that is open at each level; null for a list.
  const open: (Set<string> | null)[] = [];
  let last = '';
  for (const [token] of text.matchAll(TOKENS)) {
    if (token === '{') open.push(new Set());
    else if (token === '[') open.push(null);
    else if (token === '}' || token === ']') open.pop();
    else if (token === ':') takeName(open.at(-1), last);
    if (open.length > MAX_DEPTH) throw new UnsoundJson(`it is nested more than ${MAX_DEPTH} deep`);
    last = token;
  }
}

function takeName(names: Set<string> | null | undefined, token: string): void {
  const name = JSON.parse(token) as string;
  if (FORBIDDEN.has(name)) throw new UnsoundJson('it holds a name that is not allowed');
  if (names?.has(name)) throw new UnsoundJson('it holds the same name twice');
  names?.add(name);
}
