/** What an array that is handed to a statement may hold. */
export type ArrayItem = number | bigint | string | boolean | Date | Buffer | null | undefined;

const SPECIAL = /["\\]/;

/**
 * An array as PostgreSQL reads it, made in one go: the driver builds it item by item, out of pieces that the collector
 * has to sweep up after every statement of a batch.
 */
export function arrayLiteral(items: readonly ArrayItem[]): string {
  return `{${items.map(itemLiteral).join(',')}}`;
}

function itemLiteral(item: ArrayItem): string {
  if (item === null || item === undefined) return 'NULL';
  if (typeof item === 'string') return quoted(item);
  if (typeof item !== 'object') return String(item);
  return item instanceof Date ? quoted(item.toISOString()) : `"\\\\x${item.toString('hex')}"`;
}

function quoted(text: string): string {
  return `"${SPECIAL.test(text) ? text.replace(/["\\]/g, '\\$&') : text}"`;
}
