/** What of a file is asked for; `end` is the first byte that is not. */
export type Ranged =
  { kind: 'whole' } | { kind: 'part'; start: number; end: number } | { kind: 'unsatisfiable' };

/**
 * Pure: one range of bytes (RFC 9110, section 14). What is not understood, and several at once, are answered with the
 * whole file, as the standard allows.
 */
export function rangeOf(header: string | undefined, bytes: number): Ranged {
  const asked = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? '');
  const [, from = '', to = ''] = asked ?? [];
  if (from === '' && to === '') return { kind: 'whole' };
  const start = from === '' ? Math.max(0, bytes - Number(to)) : Number(from);
  const end = from === '' || to === '' ? bytes : Math.min(bytes, Number(to) + 1);
  if (from !== '' && to !== '' && Number(to) < start) return { kind: 'whole' };
  return start < end ? { kind: 'part', start, end } : { kind: 'unsatisfiable' };
}
