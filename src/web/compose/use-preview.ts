import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { chainOf } from '../../contract/chain.js';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import type { PostDraft, PostPreview } from '../../contract/posts.js';
import { problemsOf, type Problem } from '../api/refusal.js';
import { api } from '../api/routes.js';
import { currentLanguage } from '../language/runtime.js';
import type { Counted } from './live-units.js';

const PAUSE_MS = 400;

export interface Preview {
  preview: PostPreview | null;
  problems: Problem[];
  /** False while the answer is about an older draft than the one on the screen. */
  isFresh: boolean;
  /** `part`: its place in a thread; 0: the text. */
  countedFor: (platform: PlatformCapabilities, part: number) => Counted | null;
}

interface Asked {
  draft: PostDraft;
  answer: PostPreview;
}

/** The server's view of the draft, asked when somebody stops typing. */
export function usePreview(draft: PostDraft | null): Preview {
  const [asked] = useDebouncedValue(draft ? JSON.stringify(draft) : null, PAUSE_MS);
  const query = useQuery({
    queryKey: ['preview', asked, currentLanguage()],
    queryFn: () => askPreview(asked ?? ''),
    enabled: asked !== null,
    placeholderData: keepPreviousData,
    gcTime: 60_000,
  });
  const data = draft ? query.data : undefined;
  const isFresh =
    !query.isPlaceholderData &&
    asked === (draft ? JSON.stringify(draft) : null) &&
    data !== undefined;
  return {
    preview: data?.answer ?? null,
    problems: data?.answer.problems ?? problemsOf(query.error),
    isFresh,
    countedFor: (platform, part) => countedIn(data, platform, part),
  };
}

async function askPreview(asked: string): Promise<Asked> {
  const draft = JSON.parse(asked) as PostDraft;
  return { draft, answer: await api.preview(draft) };
}

function countedIn(
  asked: Asked | undefined,
  platform: PlatformCapabilities,
  part: number,
): Counted | null {
  const told = asked?.answer.perPlatform.find((one) => one.platform === platform.name);
  const figures = part === 0 ? told : told?.thread[part - 1];
  if (!asked || !figures) return null;
  const { texts, thread } = asked.draft;
  const chain = chainOf(texts.own[platform.name] ?? texts.common, thread, platform);
  return { template: chain[part] ?? '', longestUnits: figures.longestUnits };
}
