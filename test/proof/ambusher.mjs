/**
 * A worker like every other, built from the same code, that starts up to the point where it would take work, says that
 * it is ready, and waits to be told at which step of which platform's delivery it is to kill itself. The steps are
 * reached from outside: the ports of the delivery path are wrapped before the work begins.
 */
import { once } from 'node:events';
import { createApplication } from '../../dist/src/application.js';
import { ClaimStore } from '../../dist/src/deliveries/claim.store.js';
import { IntentStore } from '../../dist/src/deliveries/intent.store.js';
import { ReconcileStore } from '../../dist/src/deliveries/reconcile.store.js';
import { ResultStore } from '../../dist/src/deliveries/result.store.js';
import { readConfig } from '../../dist/src/kernel/config.js';
import { PlatformRegistry } from '../../dist/src/platforms/index.js';
import { CrashDesk } from './crash-desk.mjs';

process.once('disconnect', () => process.kill(process.pid, 'SIGKILL'));

const app = await createApplication(readConfig());
process.send('ready');
const [order] = await once(process, 'message');

const desk = new CrashDesk(order);
const find = (port) => app.get(port, { strict: false });
const ofClaim = ([claim]) => [claim.platform];
desk.wrap(find(ClaimStore), 'claimDue', {
  before: 'before-claim',
  after: 'after-claim',
  platformsOf: (_args, claims) => claims?.map((claim) => claim.platform) ?? [order.platform],
});
desk.wrap(find(IntentStore), 'write', {
  before: 'before-intent',
  after: 'after-intent',
  platformsOf: ofClaim,
});
desk.wrap(find(IntentStore), 'remember', {
  before: 'before-remember',
  after: 'after-remember',
  platformsOf: ofClaim,
});
desk.wrap(find(ResultStore), 'settle', {
  before: 'before-result',
  after: 'after-result',
  platformsOf: ofClaim,
});
desk.wrap(find(ReconcileStore), 'conclude', { after: 'after-conclude', platformsOf: ofClaim });
for (const adapter of find(PlatformRegistry).all()) desk.wrapPlatform(adapter);

await app.init();
