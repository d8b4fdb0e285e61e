import { RouteConfig } from '@nestjs/platform-fastify';

const KILOBYTE = 1024;

/** What a route takes that says nothing else. */
export const USUAL_BODY_BYTES = 256 * KILOBYTE;
/** A file of a hundred thousand rows. */
export const FILE_BODY_BYTES = 8 * 1024 * KILOBYTE;
/** A post with its longest text for each platform, to every district. */
export const POST_BODY_BYTES = 4 * 1024 * KILOBYTE;

/** Largest body that a route takes, in bytes. */
export const BodyLimit = (bodyLimitBytes: number) => RouteConfig({ bodyLimitBytes });

/** What `BodyLimit` left on a route; undefined where it says nothing. */
export function bodyLimitOf(config: object | undefined): number | undefined {
  if (!config || !('bodyLimitBytes' in config)) return undefined;
  return typeof config.bodyLimitBytes === 'number' ? config.bodyLimitBytes : undefined;
}
