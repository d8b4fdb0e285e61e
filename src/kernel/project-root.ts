import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** The folder that holds package.json: the same from the sources, from the built files and from the bundle. */
export const PROJECT_ROOT = findProjectRoot(import.meta.dirname);

function findProjectRoot(from: string): string {
  const above = join(from, '..');
  return existsSync(join(from, 'package.json')) || above === from ? from : findProjectRoot(above);
}
