import { createApplication } from './application.js';
import { ConfigError, readConfig } from './kernel/config.js';
import { KeysUnreadable } from './kernel/keys/index.js';
import { redact } from './kernel/log.js';
import { migrateDatabase } from './kernel/database/connection.js';

try {
  const config = readConfig();
  await migrateDatabase(config.databaseUrl);
  const app = await createApplication(config);
  // A supervisor that dies takes its child with it, instead of leaving a second scheduler behind.
  process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
  if (config.role === 'worker') await app.init();
  else await app.listen(config.http.port, config.http.host);
} catch (error) {
  const isSetting = error instanceof ConfigError || error instanceof KeysUnreadable;
  const told = error instanceof Error ? (isSetting ? error.message : error.stack) : String(error);
  process.stderr.write(`${redact(told ?? 'unknown')}\n`);
  process.exit(isSetting ? 78 : 1);
}
