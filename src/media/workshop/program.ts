import { checkFile } from './check-file.js';
import { makeRendition } from './make-rendition.js';
import { TOLD_TO_GO, type Order, type Report } from './order.js';
import { explainTool } from './run-tool.js';

/**
 * A process for one file: what is wrong with a stranger's file ends here and not in the server. It ends when its parent
 * does, and takes the programs that it started along.
 */
process.once('disconnect', () => process.exit(1));
process.once('SIGTERM', () => process.exit(TOLD_TO_GO.SIGTERM));
process.once('SIGINT', () => process.exit(TOLD_TO_GO.SIGINT));
process.once('message', (order: Order) => {
  void work(order).then(leave, (error: unknown) => {
    process.stderr.write(
      `${error instanceof Error ? (error.stack ?? error.message) : 'unknown'}\n`,
    );
    process.exit(1);
  });
});

async function work(order: Order): Promise<Report> {
  try {
    return order.kind === 'check' ? await checkFile(order) : await makeRendition(order);
  } catch (error) {
    const problem = explainTool(error);
    if (problem) return { kind: 'refused', problem };
    throw error;
  }
}

function leave(report: Report): void {
  process.send?.(report, () => process.exit(0));
}
