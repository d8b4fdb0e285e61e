/**
 * A worker like every other, built from the same code, that kills itself at one named step of one platform's delivery.
 * The steps are reached from outside: the ports of the delivery path are wrapped before the application starts.
 */
import { createApplication } from '../../dist/src/application.js';
import { AttemptDesk } from './crash-desk.mjs';
import { ClaimStore } from '../../dist/src/deliveries/claim.store.js';
import { IntentStore } from '../../dist/src/deliveries/intent.store.js';
import { ReconcileStore } from '../../dist/src/deliveries/reconcile.store.js';
import { ResultStore } from '../../dist/src/deliveries/result.store.js';
import { readConfig } from '../../dist/src/kernel/config.js';
import { PlatformRegistry } from '../../dist/src/platforms/index.js';

const [point, platform, passage = '1'] = process.argv.slice(2);
const desk = new AttemptDesk({ point, platform, passage: Number(passage) });

const app = await createApplication(readConfig());
const find = (port) => app.get(port, { strict: false });

desk.wrap(find(ClaimStore), 'claimDue', {
  before: 'before-claim',
  after: 'after-claim',
  platformsOf: (_args, claims) => claims?.map((claim) => claim.platform) ?? [platform],
});
const ofClaim = ([claim]) => [claim.platform];
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

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'));
await app.init();
