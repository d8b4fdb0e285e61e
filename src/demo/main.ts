import { EmbeddedDatabaseError, inOneSentence } from '../embedded-database/index.js';
import { DemoError, readOptions } from './demo-options.js';
import { runDemo } from './run-demo.js';

try {
  process.exitCode = await runDemo(readOptions(process.argv.slice(2)));
} catch (error) {
  const known = inOneSentence(error, '.data');
  if (!(known instanceof DemoError || known instanceof EmbeddedDatabaseError)) throw error;
  process.stderr.write(`\n${known.message}\n`);
  process.exitCode = 1;
}
// The channel to the program that started us would keep this process alive.
if (process.connected) process.disconnect();
