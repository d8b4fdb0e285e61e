import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { ROOT } from './steps.mjs';

/**
 * Puts a built program and all that it imports into a few files: `node src/runner/bundle.mjs PROGRAM FOLDER`. A server of
 * three thousand small files takes twice as long to start and holds their texts, comments included, in memory for good:
 * about 25 MB. The files stay beside it for whoever reads them or imports one alone, and a stack trace keeps its names.
 */
const [program, folder] = process.argv.slice(2);

/**
 * Stay packages: the first has a machine's own code, the second TypeORM asks for by a name that no bundler sees, the others are
 * asked for and not installed. Nothing may be in the bundle and loaded beside it too (`as-it-is-started.spec.ts`): two copies
 * of `pg` are two sets of parsers, and the number of a row would be a string in one of them.
 */
const EXTERNAL = [
  /^@node-rs\/argon2$/,
  /^pg$/,
  /^@nestjs\/(microservices|websockets|platform-express)/,
  /^@fastify\/(multipart|view)$/,
  /^class-(transformer|validator)$/,
];

/** Files of their own: the reading of one large file takes memory that is never given back. */
const LARGE = ['typeorm', 'zod', '@peculiar', 'twitter-api-v2', 'telegraf', '@nestjs'];

const bundle = await rolldown({
  input: join(ROOT, program),
  platform: 'node',
  external: EXTERNAL,
  // Telegraf's client asks for it where Node has no `URL`; it brings 300 kB of tables and a deprecated module.
  resolve: { alias: { 'whatwg-url': 'node:url' } },
  plugins: [
    {
      // It loads all of TypeORM once more to see whether it still has two things that version 1 has not.
      name: 'one-typeorm',
      load: {
        filter: { id: /@nestjs\/typeorm\/dist\/common\/typeorm-compat\.js$/ },
        handler: () => 'export const Connection = undefined, AbstractRepository = undefined;',
      },
    },
  ],
  onLog(level, log) {
    if (level === 'warn') throw new Error(log.message);
  },
});
const { output } = await bundle.generate({
  format: 'esm',
  entryFileNames: '[name].js',
  chunkFileNames: '[name].js',
  comments: false,
  // Nest and TypeORM tell classes apart by name.
  keepNames: true,
  codeSplitting: {
    groups: LARGE.map((name) => ({ name: name.replace('@', ''), test: `node_modules/${name}/` })),
  },
});
await bundle.close();

rmSync(join(ROOT, folder), { recursive: true, force: true });
mkdirSync(join(ROOT, folder), { recursive: true });
for (const { fileName, code } of output) {
  writeFileSync(join(ROOT, folder, fileName), withoutWideCharacters(code));
}

/** One letter that is not Latin makes Node hold two bytes for every character of a file. */
function withoutWideCharacters(code) {
  return code.replace(
    /[\u0080-\uffff]/g,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
