export { removeEmbeddedDatabase, startEmbeddedDatabase } from './embedded-database.js';
export { EmbeddedDatabaseError, inOneSentence } from './embedded-database-error.js';
export { isFree } from './ports.js';
export { commandLine, isAlive } from './processes.js';
export { until } from './until.js';
