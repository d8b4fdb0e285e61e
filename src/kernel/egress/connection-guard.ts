import { lookup as systemLookup, type LookupAddress, type LookupOptions } from 'node:dns';
import type { Agent, ClientRequestArgs } from 'node:http';
import { isIP, type LookupFunction } from 'node:net';
import type { Duplex } from 'node:stream';
import { isPublicAddress } from './public-address.js';

/** A request wanted to go where the open internet is not, and no setting names that place. */
export class AddressRefused extends Error {
  constructor(host: string) {
    super(
      `${host} is no address on the open internet. If the server is your own, name it in MUNADI_EGRESS_ALLOW`,
    );
    this.name = 'AddressRefused';
  }
}

/** Asks for every address of a name. */
export type Resolve = (
  name: string,
  options: LookupOptions,
  answer: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

/** Places that an operator named: `host` for every port of it, or `host:port`. */
export class TrustedPlaces {
  private readonly places = new Set<string>();

  /** @param places hosts, hosts with a port, or whole addresses, of which host and port count */
  trust(places: readonly string[]): void {
    for (const place of places) this.places.add(placeIn(place));
  }

  trusts(host: string, port: number): boolean {
    const bare = bareHost(host);
    return this.places.has(bare) || this.places.has(`${bare}:${port}`);
  }
}

export interface GuardOptions {
  trusted: TrustedPlaces;
  resolve?: Resolve;
}

/** Node calls it for every new connection, always with a callback; its typings say less. */
type Connect = (
  options: ClientRequestArgs,
  done: (error: Error | null, socket?: Duplex) => void,
) => Duplex | null | undefined;

/**
 * Lets `agent` connect to public addresses and trusted places only. A name is resolved once for each new connection, and
 * the connection goes to the very addresses that were looked at: an answer that changes afterwards changes nothing.
 * A kept connection is not looked at again.
 */
export function guardConnections<A extends Agent>(
  agent: A,
  { trusted, resolve = resolveBySystem }: GuardOptions,
): A {
  const connect: Connect = agent.createConnection.bind(agent);
  const guarded: Connect = (options, done) => {
    const host = options.host ?? 'localhost';
    if (trusted.trusts(host, Number(options.port ?? options.defaultPort))) {
      return connect(options, done);
    }
    if (isIP(host) === 0) return connect({ ...options, lookup: publicOnly(resolve) }, done);
    if (isPublicAddress(host)) return connect(options, done);
    process.nextTick(done, new AddressRefused(host));
    return undefined;
  };
  return Object.assign(agent, { createConnection: guarded });
}

/** Answers a name's public addresses, and refuses a name that has none. */
function publicOnly(resolve: Resolve): LookupFunction {
  return (name, options, answer) => {
    resolve(name, { ...options, all: true }, (error, addresses) => {
      if (error) {
        answer(error, '');
        return;
      }
      const found = addresses.filter(({ address }) => isPublicAddress(address));
      const [first] = found;
      if (!first) answer(new AddressRefused(name), '');
      else if (options.all === true) answer(null, found);
      else answer(null, first.address, first.family);
    });
  };
}

const resolveBySystem: Resolve = (name, options, answer) => {
  systemLookup(name, { ...options, all: true }, answer);
};

function placeIn(place: string): string {
  if (!place.includes('://')) return bareHost(place);
  const { hostname, port, protocol } = new URL(place);
  return `${bareHost(hostname)}:${port || (protocol === 'https:' ? '443' : '80')}`;
}

function bareHost(host: string): string {
  return host
    .toLowerCase()
    .replace(/^\[(.*)\]$/, '$1')
    .replace(/\.$/, '');
}
