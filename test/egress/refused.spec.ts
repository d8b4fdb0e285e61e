import { once } from 'node:events';
import { createServer as createHttpServer, get, type Agent, type Server } from 'node:http';
import { get as getSecurely } from 'node:https';
import { createServer, isIP, type AddressInfo, type Server as TcpServer } from 'node:net';
import { domainToASCII } from 'node:url';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  AddressRefused,
  TrustedPlaces,
  type Resolve,
} from '../../src/kernel/egress/connection-guard.js';
import { guardedAgents } from '../../src/kernel/egress/outgoing-agent.js';
import { isPublicAddress } from '../../src/kernel/egress/public-address.js';
import { startRequest } from '../../src/kernel/egress/start-request.js';
import { NAMES, refusedTargets } from './targets.js';

let reached = 0;
let port = 0;
const canaries: TcpServer[] = [];

/** Listens where nobody may come, on every address of this machine. */
beforeAll(async () => {
  for (const host of ['0.0.0.0', '::']) {
    const canary = createServer((socket) => {
      reached += 1;
      socket.destroy();
    });
    canary.listen({ host, port, ipv6Only: host === '::' });
    await once(canary, 'listening');
    port = (canary.address() as AddressInfo).port;
    canaries.push(canary);
  }
});
afterAll(() => {
  for (const canary of canaries) canary.close();
});
beforeEach(() => {
  reached = 0;
});

const names = new Map(
  Object.entries(NAMES).map(([name, addresses]) => [domainToASCII(name.toLowerCase()), addresses]),
);
const asked: string[] = [];
const resolve: Resolve = (name, _options, answer) => {
  asked.push(name);
  const found = names.get(name.toLowerCase());
  if (!found) throw new Error(`Nobody expects that ${name} is asked for`);
  answer(
    null,
    found.map((address) => ({ address, family: isIP(address) })),
  );
};

function ask(url: string, agent: Agent): Promise<unknown> {
  return new Promise((settle) => {
    try {
      const send = url.startsWith('https:') ? getSecurely : get;
      const request = send(url, { agent }, (answer) => {
        answer.resume();
        settle(answer.statusCode);
      });
      request.once('error', settle);
    } catch (error) {
      settle(error);
    }
  });
}

describe('an address that is not on the open internet', () => {
  it('is not reached in any of its spellings', async () => {
    const targets = refusedTargets(port);
    expect(new Set(targets).size).toBeGreaterThanOrEqual(150);
    const agents = guardedAgents({ trusted: new TrustedPlaces(), resolve });
    const wrong: string[] = [];
    for (const target of targets) {
      const agent = target.startsWith('https:') ? agents.https : agents.http;
      const outcome = await ask(target, agent);
      // Not merely failed: refused, by us or by the parser of addresses.
      if (outcome instanceof AddressRefused || outcome instanceof TypeError) continue;
      wrong.push(`${target}: ${String(outcome)}`);
    }
    expect(wrong).toEqual([]);
    expect(reached).toBe(0);
  });

  it('is reached when the settings name it, and only at the port that they name', async () => {
    const trusted = new TrustedPlaces();
    const agents = guardedAgents({ trusted, resolve });
    trusted.trust([`http://127.0.0.1:${port}/base`, `db.internal:1`]);
    await ask(`http://127.0.0.1:${port}/`, agents.http);
    expect(reached).toBe(1);
    expect(await ask('http://127.0.0.1:1/', agents.http)).toBeInstanceOf(AddressRefused);
    expect(await ask(`http://127.0.0.2:${port}/`, agents.http)).toBeInstanceOf(AddressRefused);
    expect(await ask(`http://db.internal:${port}/`, agents.http)).toBeInstanceOf(AddressRefused);
    expect(reached).toBe(1);
  });

  it('holds no name and no password', () => {
    for (const url of ['http://a@api.x.com/', 'http://a:b@api.x.com/', 'ftp://api.x.com/']) {
      expect(() => startRequest(url, { to: 'platform', method: 'GET' })).toThrow(TypeError);
    }
  });
});

describe('a name that answers otherwise the second time', () => {
  it('is resolved once for a connection, which goes to the address that was looked at', async () => {
    let round = 0;
    const rebinding: Resolve = (_name, _options, answer) => {
      round += 1;
      const address = round % 2 === 1 ? '192.88.98.7' : '127.0.0.1';
      setImmediate(answer, null, [{ address, family: 4 }]);
    };
    const agents = guardedAgents({ trusted: new TrustedPlaces(), resolve: rebinding });
    const gone: (string | AddressRefused)[] = [];
    for (let time = 0; time < 1_000; time += 1) {
      gone.push(await firstAddress(`http://rebinding.example:${port}/`, agents.http));
    }
    expect(round).toBe(1_000);
    expect(gone.filter((one) => one === '192.88.98.7')).toHaveLength(500);
    expect(gone.filter((one) => one instanceof AddressRefused)).toHaveLength(500);
    expect(reached).toBe(0);
  });

  it('loses the private ones of its addresses', async () => {
    const both: Resolve = (_name, _options, answer) => {
      setImmediate(answer, null, [
        { address: '127.0.0.1', family: 4 },
        { address: '192.88.98.7', family: 4 },
      ]);
    };
    const agents = guardedAgents({ trusted: new TrustedPlaces(), resolve: both });
    expect(await firstAddress(`http://both.example:${port}/`, agents.http)).toBe('192.88.98.7');
  });
});

describe('a redirect', () => {
  let server: Server;
  let place = '';
  let status = 302;
  beforeAll(async () => {
    server = createHttpServer((_request, response) => {
      response.writeHead(status, { location: `http://127.0.0.1:${port}/` }).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    place = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());

  it.each([301, 302, 303, 307, 308])(
    'with %i from a place that is trusted leads nowhere, also in a library that follows it',
    async (given) => {
      status = given;
      const trusted = new TrustedPlaces();
      trusted.trust([place]);
      const agents = guardedAgents({ trusted, resolve });
      expect(await ask(`${place}/`, agents.http)).toBe(given);
      // Whatever a library then does with the address that it was told, it does through the same agent.
      const followed = await ask(`http://127.0.0.1:${port}/`, agents.http);
      expect(followed).toBeInstanceOf(AddressRefused);
      expect(reached).toBe(0);
    },
  );
});

describe('a public address', () => {
  it.each([
    '1.1.1.1',
    '8.8.8.8',
    '104.244.42.1',
    '149.154.167.220',
    '157.240.1.1',
    '2606:4700::1111',
    '2a03:2880::1',
    '2001:4860:4860::8888',
  ])('may be reached: %s', (address) => {
    expect(isPublicAddress(address)).toBe(true);
  });
});

/** Where a request would go; it is given up before the first packet. */
function firstAddress(url: string, agent: Agent): Promise<string | AddressRefused> {
  return new Promise((settle) => {
    const request = get(url, { agent });
    request.on('error', (error) => {
      if (error instanceof AddressRefused) settle(error);
    });
    request.once('socket', (socket) => {
      socket.once('lookup', (error: Error | null, address: string) => {
        if (error) return;
        request.destroy();
        socket.destroy();
        settle(address);
      });
    });
  });
}
