import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useNavigate } from 'react-router';
import type { PlatformCapabilities } from '../../contract/platforms.js';
import type { NewPost } from '../../contract/posts.js';
import { problemsOf, type Problem } from '../api/refusal.js';
import { api } from '../api/routes.js';
import { measureReach, type Reach } from '../districts/reach.js';
import type { DistrictTree } from '../districts/tree.js';
import { tell } from '../frame/notice.js';
import { useWords, type Words } from '../language/use-words.js';
import { useSession } from '../session/use-session.js';
import { askableOf, newPostOf, type Draft } from './draft.js';
import { missingIn } from './missing.js';
import { partOf, type ComposerPart } from './problem-places.js';
import { useDraft, type DraftDesk } from './use-draft.js';
import { usePreview, type Preview } from './use-preview.js';

/** Above this many accounts, or for anything urgent, a person types the number before it goes out. */
const CONFIRM_ABOVE = 50;

export interface Composer extends DraftDesk {
  tree: DistrictTree;
  platforms: PlatformCapabilities[];
  reach: Reach;
  preview: Preview;
  problemsAt: (part: ComposerPart) => Problem[];
  /** Somebody else has to approve it before it goes out. */
  needsApproval: boolean;
  isSending: boolean;
  isConfirming: boolean;
  /** The main button: shows what is missing, asks for confirmation, or sends. */
  submit: () => void;
  confirm: () => void;
  stepBack: () => void;
}

export function useComposer(
  tree: DistrictTree,
  platforms: PlatformCapabilities[],
  anew?: Draft,
): Composer {
  const { t } = useWords();
  const desk = useDraft(
    tree,
    platforms.map(({ name }) => name),
    anew,
  );
  const { draft } = desk;
  const [isAsked, setAsked] = useState(false);
  const [isConfirming, setConfirming] = useState(false);
  const askable = askableOf(draft, tree, platforms);
  const preview = usePreview(askable);
  const publishing = usePublish(draft.revises, desk.forget);
  const { reachAlone } = useSession();
  const measured = useMemo(
    () => measureReach(tree, new Map(draft.marks), draft.platforms),
    [tree, draft.marks, draft.platforms],
  );
  const reach = confirmedReach(measured, preview);

  const missing = missingIn(draft, tree, platforms);
  const send = () => {
    if (askable) publishing.mutate(newPostOf(draft, askable));
  };

  return {
    ...desk,
    tree,
    platforms,
    reach,
    needsApproval: needsSecondPerson(draft, reach, reachAlone),
    preview,
    problemsAt: (part) => [
      ...(isAsked ? missing.filter((one) => one.part === part) : []).map((one) => asked(one, t)),
      // A blank form is not told what it lacks before somebody presses the button.
      ...(isBlank(draft) ? [] : preview.problems.filter((problem) => partOf(problem) === part)),
      ...problemsOf(publishing.error).filter((problem) => partOf(problem) === part),
    ],
    isSending: publishing.isPending,
    isConfirming,
    submit: () => {
      setAsked(true);
      publishing.reset();
      // What the server said of an older draft stops nobody: it reads the newer one when it is sent.
      if (missing.length > 0 || (preview.isFresh && preview.problems.length > 0)) {
        goToFirstProblem();
        return;
      }
      if (draft.isUrgent || reach.accounts > CONFIRM_ABOVE) setConfirming(true);
      else send();
    },
    confirm: () => {
      setConfirming(false);
      send();
    },
    stepBack: () => {
      setConfirming(false);
    },
  };
}

function asked({ code, field }: ReturnType<typeof missingIn>[number], t: Words['t']): Problem {
  return { code, message: t(code), ...(field === undefined ? {} : { field }) };
}

function isBlank({ common, own, media }: Draft): boolean {
  return common === '' && Object.keys(own).length === 0 && media.length === 0;
}

/** What waited for a second person once waits for one again. */
function needsSecondPerson(draft: Draft, reach: Reach, reachAlone: number | null): boolean {
  return draft.revises !== null || (reachAlone !== null && reach.accounts > reachAlone);
}

/** The server's figures as soon as they are about the draft on the screen. */
function confirmedReach(measured: Reach, { preview, isFresh }: Preview): Reach {
  if (!preview || !isFresh) return measured;
  return { ...measured, accounts: preview.accounts, districts: preview.districts };
}

function usePublish(revises: number | null, forgetDraft: () => void) {
  const { t } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  return useMutation({
    mutationFn: (post: NewPost) =>
      revises === null ? api.publish(post) : api.revise(revises, post),
    onSuccess: (post) => {
      forgetDraft();
      client.setQueryData(['posts', post.id], post);
      void client.invalidateQueries({ queryKey: ['posts'], exact: true });
      tell({ tone: 'done', message: t(post.approval ? 'approval.compose_sent' : 'compose.sent') });
      void navigate(`/posts/${post.id}`);
    },
    onError: goToFirstProblem,
  });
}

function goToFirstProblem(): void {
  requestAnimationFrame(() => {
    document.querySelector('main [role="alert"]')?.scrollIntoView({ block: 'center' });
  });
}
