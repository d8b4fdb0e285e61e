import { z } from 'zod';

/** SHA-256 as people and programs pass it on: 64 digits in lower case. */
export const sha256Hex = z.string().regex(/^[0-9a-f]{64}$/);
