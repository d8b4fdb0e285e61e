import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Compiler } from './type-errors.js';
import { blocksOfReadme, copySources, layOver } from './worked-example.js';

const run = promisify(execFile);

/** The blocks that only name the platform stand first. */
const NAMES = 2;
const SERVER = 'tsconfig.server.json';
const WEB = 'src/web/tsconfig.json';
const WHERE_ICONS_SHOW = ['src/web/compose/preview-cards.tsx'];

describe('the worked example of the README', () => {
  const folder = mkdtempSync(join(tmpdir(), 'munadi-add-a-platform-'));
  const blocks = blocksOfReadme();
  const maps = blocks
    .slice(NAMES)
    .filter(({ language, file }) => language === 'diff' && !file.startsWith('src/web/'))
    .map(({ file }) => file);
  const compilers = { server: new Compiler(), web: new Compiler() };

  const redOnServer = (only?: readonly string[]) =>
    compilers.server.filesThatDoNotCompile({
      folder,
      configFile: SERVER,
      ...(only ? { only } : {}),
    });
  const redOnWeb = () =>
    compilers.web.filesThatDoNotCompile({ folder, configFile: WEB, only: WHERE_ICONS_SHOW });

  beforeAll(() => {
    copySources(folder);
    const server = {
      extends: './tsconfig.json',
      include: ['src', 'migrations'],
      exclude: ['src/web'],
    };
    writeFileSync(join(folder, SERVER), JSON.stringify(server));
    writeFileSync(
      join(folder, 'vitest.config.ts'),
      "export default { test: { setupFiles: ['test/support/trust-loopback.ts'] } };\n",
    );
  });
  afterAll(() => {
    rmSync(folder, { recursive: true });
  });

  it('turns the build red at every map, and nowhere else, once the name is known', () => {
    layOver(folder, blocks.slice(0, NAMES));
    expect(redOnServer()).toEqual([...maps].sort());
    expect(redOnWeb()).toEqual(WHERE_ICONS_SHOW);
  });

  it('is green with one entry in each map and one folder', () => {
    layOver(folder, blocks.slice(NAMES));
    const added = blocks.map(({ file }) => file).filter((file) => !file.startsWith('src/web/'));
    expect(redOnServer([...new Set(added)])).toEqual([]);
    expect(redOnWeb()).toEqual([]);
  });

  it('makes a platform that passes the cases of every platform', async () => {
    const vitest = join(folder, 'node_modules/vitest/vitest.mjs');
    const spec = 'src/platforms/mastodon/mastodon.spec.ts';
    const asked = [vitest, 'run', spec, '--reporter=json'];
    const { stdout } = await run(process.execPath, asked, { cwd: folder });
    const told = JSON.parse(stdout.slice(stdout.indexOf('{'))) as Record<string, unknown>;
    expect(told).toMatchObject({ success: true, numFailedTests: 0 });
    expect(told['numPassedTests']).toBeGreaterThan(40);
  });
});
