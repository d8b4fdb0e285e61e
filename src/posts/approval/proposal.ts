import { z } from 'zod';
import type { AwaitingPlatform } from '../../contract/approvals.js';
import { PRIORITIES } from '../../contract/deliveries.js';
import { PLATFORM_NAMES, type PlatformName } from '../../contract/platforms.js';
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
    deliveries: z.array(
      z.object({ accountId: z.number(), part: z.number().default(0), textIndex: z.number() }),
    ),
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
  const carried = carriedTexts(plan);
  return draft.targets.platforms.flatMap((platform): AwaitingPlatform[] => {
    const texts = carried
      .filter((one) => one.platform === platform)
      .map(({ text, part, accounts }) => ({ text, part, accounts }))
      .toSorted((one, other) => one.part - other.part || other.accounts - one.accounts);
    if (texts.length === 0) return [];
    const first = texts.filter(({ part }) => part === 0);
    return [
      {
        platform,
        accounts: first.reduce((sum, { accounts }) => sum + accounts, 0),
        options: draft.options[platform] ?? {},
        texts: texts.slice(0, SHOWN_TEXTS),
        moreTexts: Math.max(0, texts.length - SHOWN_TEXTS),
      },
    ];
  });
}

/** Each text once for every place in a thread that it is carried at. */
function carriedTexts({ texts, deliveries }: DeliveryPlan) {
  const carried = new Map<
    string,
    { platform: PlatformName; text: string; part: number; accounts: number }
  >();
  for (const { textIndex, part } of deliveries) {
    const text = texts[textIndex];
    if (!text) continue;
    const key = `${textIndex} ${part}`;
    const known = carried.get(key) ?? {
      platform: text.platform,
      text: text.body,
      part,
      accounts: 0,
    };
    carried.set(key, { ...known, accounts: known.accounts + 1 });
  }
  return [...carried.values()];
}
