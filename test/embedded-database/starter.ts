/** A program that starts the server of a folder, says where it is and stays: made to be killed. */
import { startEmbeddedDatabase } from '../../src/embedded-database/embedded-database.js';

const [directory = ''] = process.argv.slice(2);
const database = await startEmbeddedDatabase({ directory, durable: true });
process.stdout.write(`${database.processId}\n`);
setInterval(() => undefined, 60_000);
