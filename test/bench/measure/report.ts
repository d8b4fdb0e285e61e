/** What one subcommand found: tables for people, the same figures for programs. */
export interface Report {
  title: string;
  tables: Table[];
  notes: string[];
  /** What must never be and was: a duplicate, an early arrival, a lost delivery. */
  faults: string[];
  figures: unknown;
}

export interface Table {
  head: string[];
  rows: Cell[][];
}
export type Cell = string | number | null;

/** A goal beside the figure it is held against. */
export function bar(
  what: string,
  value: number,
  goal: { atMost?: number; atLeast?: number },
): string {
  const isMet =
    (goal.atMost === undefined || value <= goal.atMost) &&
    (goal.atLeast === undefined || value >= goal.atLeast);
  const limit = goal.atMost === undefined ? `>= ${goal.atLeast ?? ''}` : `<= ${goal.atMost}`;
  return `${isMet ? 'met   ' : 'MISSED'}  ${what}: ${shown(value)} (${limit})`;
}

export function textOf(report: Report): string {
  const lines = [`\n## ${report.title}\n`];
  for (const table of report.tables) lines.push(...linesOf(table), '');
  lines.push(...report.notes);
  for (const fault of report.faults) lines.push(`FAULT   ${fault}`);
  return `${lines.join('\n').trimEnd()}\n`;
}

function linesOf({ head, rows }: Table): string[] {
  const cells = [head, ...rows.map((row) => row.map(shown))];
  const widths = head.map((_, column) =>
    Math.max(...cells.map((line) => (line[column] ?? '').length)),
  );
  const lines = cells.map((line) => {
    const padded = widths.map((width, column) => {
      const cell = line[column] ?? '';
      return column === 0 ? cell.padEnd(width) : cell.padStart(width);
    });
    return `| ${padded.join(' | ')} |`;
  });
  const rule = `| ${widths.map((width, column) => (column === 0 ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`)).join(' | ')} |`;
  return [lines[0] ?? '', rule, ...lines.slice(1)];
}

function shown(cell: Cell): string {
  if (cell === null) return '-';
  if (typeof cell === 'string') return cell;
  if (Number.isNaN(cell)) return '-';
  const digits =
    Number.isInteger(cell) || Math.abs(cell) >= 1_000 ? 0 : Math.abs(cell) >= 100 ? 1 : 2;
  return cell.toLocaleString('en-US', { maximumFractionDigits: digits });
}
