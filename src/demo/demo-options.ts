import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { PROJECT_ROOT } from '../kernel/project-root.js';

export interface DemoOptions {
  name: string;
  /** Everything this demo keeps: `.data/<name>` in the clone. */
  folder: string;
  /** The port that the user insists on; without one the first free from 7310 is taken. */
  port: number | undefined;
  startsOver: boolean;
  opensBrowser: boolean;
}

/** Message: one sentence for the person who started the demo. */
export class DemoError extends Error {
  override readonly name = 'DemoError';
}

const DATA_FOLDER = join(PROJECT_ROOT, '.data');
const USAGE = 'npm run demo -- [--reset] [--port N] [--name NAME] [--no-open]';

export function readOptions(args: string[]): DemoOptions {
  const { name, port, reset, 'no-open': staysClosed } = parse(args);
  if (!/^[a-z0-9][a-z0-9-]{0,30}$/.test(name)) {
    throw new DemoError(`--name takes small letters, digits and hyphens, not "${name}".`);
  }
  return {
    name,
    folder: join(DATA_FOLDER, name),
    port: port === undefined ? undefined : toPort(port),
    startsOver: reset,
    opensBrowser: !staysClosed,
  };
}

function parse(args: string[]) {
  try {
    const { values } = parseArgs({
      args,
      options: {
        name: { type: 'string', default: 'demo' },
        port: { type: 'string' },
        reset: { type: 'boolean', default: false },
        'no-open': { type: 'boolean', default: false },
      },
    });
    return values;
  } catch (error) {
    throw new DemoError(`The demo is started like this: ${USAGE}`, { cause: error });
  }
}

function toPort(text: string): number {
  const port = Number(text);
  if (Number.isInteger(port) && port >= 1024 && port <= 65_535) return port;
  throw new DemoError(`--port takes a number from 1024 to 65535, not "${text}".`);
}
