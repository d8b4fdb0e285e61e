import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { accountsShape } from './accounts.js';
import { faultRuleShape } from './faults.js';
import { platformNames } from './platforms.js';
import { settingsShape } from './settings.js';
import type { Stage } from './stage.js';

const postsWanted = z.strictObject({
  platform: z.enum(platformNames).optional(),
  account: z.string().optional(),
});
const linesWanted = z.strictObject({ after: z.coerce.number().default(0) });
const rulesShape = z.strictObject({ rules: z.array(faultRuleShape) });

/** The switches behind the stage: accounts, faults, settings, and what is to be seen. */
export function controlRoutes(app: FastifyInstance, stage: Stage): void {
  app.put('/_sandbox/accounts', { bodyLimit: 64 * 1024 * 1024 }, async (request) => {
    stage.accounts.put(accountsShape.parse(request.body).accounts);
    await stage.accounts.save();
    return { accounts: stage.accounts.size };
  });
  app.get('/_sandbox/accounts', async () => ({ accounts: stage.accounts.list() }));

  app.get('/_sandbox/posts', async (request) => {
    const { platform, account } = postsWanted.parse(request.query);
    const posts = stage.world
      .visible()
      .filter((post) => platform === undefined || post.platform === platform)
      .filter((post) => account === undefined || post.account === account);
    return { posts };
  });
  app.get('/_sandbox/ledger', async (request) => {
    const { after } = linesWanted.parse(request.query);
    const { lines, unreadableLines } = await stage.ledger.read();
    return { lines: lines.filter((line) => line.seq > after), unreadableLines };
  });

  app.put('/_sandbox/settings', async (request) => {
    const changed = z.looseObject({}).parse(request.body);
    stage.settings = settingsShape.parse({ ...stage.settings, ...changed });
    return stage.settings;
  });
  app.get('/_sandbox/settings', async () => stage.settings);

  app.delete('/_sandbox/world', async () => {
    await stage.startOver(stage.clock.now());
    return { startedOver: true };
  });
  faultRoutes(app, stage);
  app.addHook('onResponse', async ({ method }) => {
    if (method !== 'GET') stage.spectators.stir();
  });
}

function faultRoutes(app: FastifyInstance, stage: Stage): void {
  const inForce = () => ({ rules: stage.faults.rules(), firedInAll: stage.faults.firedInAll() });
  app.put('/_sandbox/faults', async (request) => {
    stage.faults.replace(rulesShape.parse(request.body).rules);
    return inForce();
  });
  app.post('/_sandbox/faults', async (request) => {
    stage.faults.add(rulesShape.parse(request.body).rules);
    return inForce();
  });
  app.get('/_sandbox/faults', async () => inForce());
  app.delete('/_sandbox/faults', async () => {
    stage.faults.replace([]);
    return inForce();
  });
}
