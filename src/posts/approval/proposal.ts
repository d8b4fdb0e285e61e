import { z } from 'zod';
import type { AwaitingPlatform } from '../../contract/approvals.js';
import { PRIORITIES } from '../../contract/deliveries.js';
import { PLATFORM_NAMES } from '../../contract/platforms.js';
import { newPost } from '../../contract/posts.js';
import type { DeliveryPlan } from '../../deliveries/index.js';

/** Texts of one platform that a person reads through; what further districts fill in differently is counted. */
const SHOWN_TEXTS = 12;

const proposalSchema = z.object({
  /** As its author wrote it, to be written anew. */
  draft: newPost.omit({ operationId: true }),
  dueAt: z.iso.datetime(),
  wallTime: z.string(),
  zone: z.string(),
  notAfterAt: z.iso.datetime(),
  priority: z.enum(PRIORITIES),
  /** SHA-256 of each picture and video as it was uploaded, in the order of the draft. */
  mediaSha256: z.array(z.string()),
  plan: z.object({
    texts: z.array(z.object({ platform: z.enum(PLATFORM_NAMES), body: z.string() })),
    deliveries: z.array(z.object({ accountId: z.number(), textIndex: z.number() })),
  }),
});

/** All that goes out once a second person has approved it: words, files, options, accounts and time. */
export type Proposal = z.infer<typeof proposalSchema>;

/** The bytes that are hashed and kept. Equal proposals have equal bytes: keys stand in the order of the schema. */
export function bytesOf(proposal: Proposal): Buffer {
  return Buffer.from(JSON.stringify(proposalSchema.parse(proposal)), 'utf8');
}

/** @throws when the bytes are no proposal of this version. */
export function proposalIn(bytes: Buffer): Proposal {
  return proposalSchema.parse(JSON.parse(bytes.toString('utf8')));
}

/** Pure: the exact texts by platform, as a person reads them before they say yes. */
export function textsByPlatform({ draft, plan }: Proposal): AwaitingPlatform[] {
  const carried = countCarriers(plan);
  return draft.targets.platforms.flatMap((platform): AwaitingPlatform[] => {
    const texts = plan.texts
      .flatMap((text, index) =>
        text.platform === platform ? [{ text: text.body, accounts: carried[index] ?? 0 }] : [],
      )
      .toSorted((one, other) => other.accounts - one.accounts);
    if (texts.length === 0) return [];
    return [
      {
        platform,
        accounts: texts.reduce((sum, { accounts }) => sum + accounts, 0),
        options: draft.options[platform] ?? {},
        texts: texts.slice(0, SHOWN_TEXTS),
        moreTexts: Math.max(0, texts.length - SHOWN_TEXTS),
      },
    ];
  });
}

function countCarriers({ texts, deliveries }: DeliveryPlan): number[] {
  const carried = texts.map(() => 0);
  for (const { textIndex } of deliveries) carried[textIndex] = (carried[textIndex] ?? 0) + 1;
  return carried;
}
