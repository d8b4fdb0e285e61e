import { parseArgs } from 'node:util';
import { startSandbox } from './sandbox.js';

const { values } = parseArgs({
  options: {
    port: { type: 'string', default: '0' },
    host: { type: 'string', default: '127.0.0.1' },
    ledger: { type: 'string' },
  },
});

if (values.ledger === undefined) {
  process.stderr.write('Say where the ledger is kept: --ledger <file>\n');
  process.exit(2);
}

const sandbox = await startSandbox({
  port: Number(values.port),
  host: values.host,
  ledgerFile: values.ledger,
});
if (sandbox.unreadableLines > 0) {
  process.stdout.write(`ledger lines that cannot be read: ${sandbox.unreadableLines}\n`);
}
process.stdout.write(`sandbox listening on ${sandbox.url}\n`);

const leave = () => {
  void sandbox.stop().then(() => process.exit(0));
};
process.once('SIGTERM', leave);
process.once('SIGINT', leave);
process.once('disconnect', leave);
