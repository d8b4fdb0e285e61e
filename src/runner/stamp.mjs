import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './steps.mjs';

/** One hash over the named files and folders, names and contents, that `isWanted` lets through. */
export function hashOf(paths, isWanted = () => true) {
  const hash = createHash('sha256');
  for (const path of paths) addTo(hash, path, isWanted);
  return hash.digest('hex');
}

/** A stamp lies in the folder that it vouches for, so that both are deleted together. */
export function hasStamp(folder, wanted) {
  const file = join(ROOT, folder, '.munadi-stamp');
  return existsSync(file) && readFileSync(file, 'utf8') === wanted;
}

export function putStamp(folder, stamp) {
  writeFileSync(join(ROOT, folder, '.munadi-stamp'), stamp);
}

function addTo(hash, path, isWanted) {
  const absolute = join(ROOT, path);
  if (!isWanted(path) || !existsSync(absolute)) return;
  if (statSync(absolute).isDirectory()) {
    for (const name of readdirSync(absolute).sort()) addTo(hash, `${path}/${name}`, isWanted);
    return;
  }
  hash.update(`${path}\0`).update(readFileSync(absolute)).update('\0');
}
