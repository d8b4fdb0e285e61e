import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { requestJson } from '../../../src/kernel/egress/index.js';
import { SignalClient } from '../../../src/platforms/signal/signal.client.js';
import { aMachine, openStage, type Machine, type Stage } from '../sandbox-stage.js';
import { stillClock } from '../publishing.js';
import { SwaggerContract, type SwaggerDocument } from './swagger.js';

const file = join(import.meta.dirname, 'signal-cli-rest-api.swagger.json');
const contract = new SwaggerContract(JSON.parse(readFileSync(file, 'utf8')) as SwaggerDocument);

const GROUP = `group.${Buffer.from(Buffer.alloc(32, 9).toString('base64')).toString('base64')}`;
const call = {
  number: '+919876543210',
  apiToken: null,
  groupId: GROUP,
  signal: new AbortController().signal,
};
const PIXEL = 'data:image/png;filename=a.png;base64,iVBORw0KGgo=';
const CALLS: [string, (client: SignalClient) => Promise<unknown>][] = [
  ['a text', (client) => client.send(call, { text: 'नमस्ते', attachments: [] })],
  ['a text with a picture', (client) => client.send(call, { text: '', attachments: [PIXEL] })],
  ['an edit', (client) => client.edit(call, 1_796_104_800_000, 'नमस्कार')],
  ['a delete', (client) => client.deleteForAll(call, 1_796_104_800_000)],
  ['a look at the group', (client) => client.readGroup(call)],
];

interface Heard {
  method: string;
  path: string;
  body: unknown;
}

describe("against signal-cli-rest-api's own document", () => {
  let stage: Stage;
  let listener: Machine;
  let heard: Heard[] = [];

  beforeAll(async () => {
    stage = await openStage(stillClock);
    listener = await aMachine((request, response) => {
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.once('end', () => {
        const { method = '', url = '' } = request;
        heard.push({ method, path: url, body: body === '' ? undefined : JSON.parse(body) });
        response.end('{}');
      });
    });
  });
  beforeEach(async () => {
    heard = [];
    const account = { platform: 'signal', groupId: GROUP, number: call.number, name: 'लखनऊ' };
    await stage.startOver([account]);
  });
  afterAll(() => Promise.all([stage.stop(), listener.stop()]));

  it.each(CALLS)('%s is asked as it says', async (_what, ask) => {
    await ask(new SignalClient(listener.url));
    expect(heard).toHaveLength(1);
    expect(heard.flatMap((one) => contract.faultsOfRequest(one))).toEqual([]);
  });

  it.each(CALLS)('the sandbox answers %s as it says', async (_what, ask) => {
    await ask(new SignalClient(listener.url));
    await ask(new SignalClient(`${stage.url}/signal`));
    const [request] = heard;
    if (!request) throw new Error('nothing was asked');
    const { method, path, body } = request;
    const answer = await requestJson({
      method: method as 'GET',
      url: `${stage.url}/signal${path}`,
      ...(body === undefined ? {} : { json: body as object }),
      secrets: [],
      signal: call.signal,
    });
    expect(contract.faultsOfAnswer({ method, path }, answer)).toEqual([]);
  });

  it('would notice a field, a path and an answer that it does not have', () => {
    const path = '/v2/send';
    const body = { number: '1', recipients: ['2'], message: '', markup: 'x', text_mode: 'bold' };
    expect(contract.faultsOfRequest({ method: 'POST', path, body })).toEqual([
      'body.markup is not in the document',
      'body.text_mode is none of normal, styled',
    ]);
    expect(contract.faultsOfRequest({ method: 'GET', path, body })).toHaveLength(1);
    const answer = { status: 201, body: { timestamp: 17 } };
    expect(contract.faultsOfAnswer({ method: 'POST', path }, answer)).toEqual([
      'answer.timestamp is no string',
    ]);
  });
});
