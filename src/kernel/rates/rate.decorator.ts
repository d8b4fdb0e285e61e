import { SetMetadata } from '@nestjs/common';
import type { RateKind } from './rates.js';

export const RATE = 'munadi:rate';

/**
 * Which limit a route counts against. Without it: `read` for methods that change nothing, `write` for the others, and
 * `stranger` where the route is public.
 */
export const Limited = (kind: RateKind) => SetMetadata(RATE, kind);
