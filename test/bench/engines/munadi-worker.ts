import { createApplication } from '../../../src/application.js';
import { readConfig } from '../../../src/kernel/config.js';
import { PlatformRegistry } from '../../../src/platforms/index.js';
import { plainPlatform } from '../client/plain-platform.js';
import { PLAIN_PLATFORM } from '../client/kinds.js';

/** The product's worker as `main.ts` starts it, with the plain adapter in the place of one platform. */
const config = readConfig();
const app = await createApplication(config);
const registry = app.get(PlatformRegistry, { strict: false });
const all = Object.fromEntries(
  registry.all().map((platform) => [platform.capabilities.name, platform]),
);
const plain = plainPlatform(config.platforms.graphApiUrl, registry.get(PLAIN_PLATFORM));
// Nest has handed this very registry out already: it takes over what a new one holds.
Object.assign(registry, new PlatformRegistry({ ...all, [PLAIN_PLATFORM]: plain } as never));
process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
if (config.role === 'worker') await app.init();
else await app.listen(config.http.port, config.http.host);
