import type { FastifyInstance } from 'fastify';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { faultNames } from '../fault-kinds.js';
import { operations } from '../platforms.js';
import type { Stage } from '../stage.js';
import { cardsInColumn, columns, platformOptions } from './columns.js';
import { html } from './html.js';
import { follow } from './stream.js';

const policy =
  "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; connect-src 'self'; img-src data:";

/** "What the world saw": one page that needs no other file, and the stream that keeps it current. */
export async function pageRoutes(app: FastifyInstance, stage: Stage): Promise<void> {
  const frame = await frameWithStyleAndScript();
  app.get('/', async (_request, reply) =>
    reply
      .headers({ 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy })
      .send(filled(frame, stage)),
  );
  app.get('/_sandbox/stream', (_request, reply) => {
    follow(stage, reply);
  });
}

async function frameWithStyleAndScript(): Promise<string> {
  const [frame, style, script] = await Promise.all(
    ['page.html', 'page.css', 'page.js'].map((name) =>
      readFile(join(import.meta.dirname, name), 'utf8'),
    ),
  );
  return fill(frame ?? '', { style: style ?? '', script: script ?? '' });
}

function filled(frame: string, stage: Stage): string {
  const faults = faultNames.map(
    (name) => html`<option value="${name}">${name.replaceAll('_', ' ')}</option>`,
  );
  const writes = operations.map((name) => html`<option value="${name}">${name}</option>`);
  return fill(frame, {
    columns: html`${columns(stage)}`.source,
    platforms: html`${platformOptions()}`.source,
    faults: html`${faults}`.source,
    operations: html`${writes}`.source,
    cardsInColumn: String(cardsInColumn),
  });
}

/** Replaces `<!--name-->`; a name that is not given stays for a later filling. */
function fill(frame: string, values: Readonly<Record<string, string>>): string {
  return frame.replace(/<!--(\w+)-->/g, (whole, name: string) => values[name] ?? whole);
}
