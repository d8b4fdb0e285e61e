/** @typedef {{name: string, passed: number, failed: number, skipped: number, seconds?: number, note?: string}} Row */

/** One line a step: what, how it went, how long. @param {Row[]} rows */
export function summaryOf(rows) {
  const width = Math.max(...rows.map(({ name }) => name.length));
  return rows
    .map((row) => {
      const mark = row.failed > 0 ? 'FAILED' : row.passed > 0 ? 'ok' : 'skipped';
      const time = row.seconds === undefined ? '' : `${row.seconds.toFixed(1)} s`;
      return `  ${row.name.padEnd(width)}  ${mark.padEnd(7)}  ${time.padStart(8)}  ${detailOf(row)}`.trimEnd();
    })
    .join('\n');
}

function detailOf({ passed, failed, skipped, note }) {
  if (note !== undefined) return note;
  return passed + failed + skipped > 1 ? counts({ passed, failed, skipped }) : '';
}

/** @param {Row[]} rows */
export function closingLine(rows) {
  const sum = (key) => rows.reduce((total, row) => total + row[key], 0);
  return counts({ passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') });
}

function counts({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

/** @param {Row[]} rows */
export function exitCodeOf(rows) {
  return rows.some(({ failed }) => failed > 0) || rows.every(({ passed }) => passed === 0) ? 1 : 0;
}
