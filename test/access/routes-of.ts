import type { NestFastifyApplication } from '@nestjs/platform-fastify';

const LINE = /^((?:│ {3}| {4})*)(?:├── |└── )(\S*?)(?: \(([A-Z, ]+)\))?$/;
const LEVEL = 4;

/** Every route of the running router, as `GET /api/posts/:id`. HEAD beside GET is the same handler and is left out. */
export function routesOf(app: NestFastifyApplication): string[] {
  const tree = app.getHttpAdapter().getInstance().printRoutes({ commonPrefix: false });
  const parents: string[] = [];
  const routes: string[] = [];
  for (const line of tree.split('\n').filter((one) => one !== '')) {
    const [, indent, label = '', methods] = LINE.exec(line) ?? [];
    if (indent === undefined) throw new Error(`The router prints something new: ${line}`);
    const depth = indent.length / LEVEL;
    const path = `${depth === 0 ? '' : (parents[depth - 1] ?? '')}${label}`;
    parents[depth] = path;
    const answered = methods?.split(', ') ?? [];
    const own = answered.filter((method) => method !== 'HEAD' || !answered.includes('GET'));
    routes.push(...own.map((method) => `${method} ${path}`));
  }
  return routes.sort();
}
