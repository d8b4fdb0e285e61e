import { createHmac, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import { sha256Hex } from '../contract/sha256-hex.js';
import type { ChainEnd } from './chain.store.js';

/** What is kept outside the database: how far the record reached, signed. */
export const auditHead = z.object({
  position: z.number().int().nonnegative(),
  /** Hex. */
  hash: sha256Hex,
  exportedAt: z.string(),
  /** HMAC-SHA256 in hex over "munadi audit head", position, hash and exportedAt, each on a line of its own. */
  signature: sha256Hex,
});
export type AuditHead = z.infer<typeof auditHead>;

/** Pure. */
export function signHead(key: Buffer, end: ChainEnd, exportedAt: Date): AuditHead {
  const head = {
    position: end.position,
    hash: end.hash.toString('hex'),
    exportedAt: exportedAt.toISOString(),
  };
  return { ...head, signature: signatureOf(key, head) };
}

/** Pure: whether whoever has `key` made this head. */
export function isSigned(key: Buffer, head: AuditHead): boolean {
  return timingSafeEqual(
    Buffer.from(signatureOf(key, head), 'hex'),
    Buffer.from(head.signature, 'hex'),
  );
}

function signatureOf(key: Buffer, head: Omit<AuditHead, 'signature'>): string {
  const signed = ['munadi audit head', head.position, head.hash, head.exportedAt].join('\n');
  return createHmac('sha256', key).update(signed).digest('hex');
}
