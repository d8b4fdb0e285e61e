import { z } from 'zod';
import { platformNames } from './platforms.js';

/** What a post carries beside its text. A file is known by the hash of the bytes that arrived. */
const attachmentShape = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('link'), url: z.string() }),
  z.object({
    kind: z.enum(['photo', 'animation', 'video', 'document']),
    sha256: z.string(),
    bytes: z.int().positive(),
    mime: z.string(),
    altText: z.string(),
    /** The platform's own name of the file, where readers see it. */
    remoteId: z.string().optional(),
  }),
  z.object({ kind: z.literal('poll'), question: z.string(), answers: z.array(z.string()) }),
]);
export type Attachment = z.infer<typeof attachmentShape>;

/** One change that a request makes to the world. */
export interface Change {
  readonly event: 'prepared' | 'published' | 'edited' | 'deleted';
  readonly postId: string;
  readonly text: string;
  readonly attachments: readonly Attachment[];
  /** The post that this one answers, where the platform chains posts. */
  readonly replyTo?: string | null;
}

/** One line of the ledger. The file is the world: replaying its lines rebuilds it. */
export const ledgerLineShape = z.object({
  seq: z.int().positive(),
  /** When the request's headers arrived. */
  receivedAt: z.iso.datetime(),
  recordedAt: z.iso.datetime(),
  platform: z.enum(platformNames).nullable(),
  account: z.string().nullable(),
  event: z.enum(['prepared', 'published', 'edited', 'deleted', 'refused', 'started_over']),
  postId: z.string().nullable(),
  text: z.string().nullable(),
  attachments: z.array(attachmentShape).readonly(),
  replyTo: z.string().nullish(),
  method: z.string(),
  /** Path and query as they came, secrets replaced by three stars. */
  path: z.string(),
  fault: z.string().nullable(),
  /** What left for the client: an HTTP status, or `reset`, or `hang`. */
  answer: z.string(),
});
export type LedgerLine = z.infer<typeof ledgerLineShape>;
export type LedgerEntry = Omit<LedgerLine, 'seq' | 'recordedAt'>;

/** Telegram carries the bot's token in the path, Graph may carry one in the query. */
export function withoutSecrets(path: string): string {
  return path
    .replace(/\/bot[^/?]+/, '/bot***')
    .replace(/([?&](?:access_token|appsecret_proof|oauth_[a-z]+)=)[^&]*/g, '$1***');
}
