import { Advice } from './say.mjs';

/** The range of package.json's `engines`, checked here because npm only warns. */
export function refuseUnfitNode(version = process.versions.node) {
  const [major, minor] = version.split('.').map(Number);
  const isFit = major === 20 ? minor >= 19 : major === 22 ? minor >= 12 : major > 22;
  if (isFit) return;
  throw new Advice(
    `Munadi needs Node 20.19 or later, or 22.12 or later (this is ${version}): install the current one from https://nodejs.org and run the command again.`,
  );
}
