import type { AwaitingPost } from '../../contract/approvals.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { TwoAnswers } from '../theme/two-answers.js';
import { useSay } from './use-approvals.js';

/** The two answers to a post that waits, about the hash of what is on the screen. */
export function ApprovalForm({ post }: { post: AwaitingPost }) {
  const { t } = useWords();
  const say = useSay(post.postId);
  const { hash } = post;
  return (
    <div className="stack">
      <ProblemList problems={problemsOf(say.error)} />
      <TwoAnswers
        isBusy={say.isPending}
        yes={t('approval.approve')}
        no={{
          label: t('approval.return'),
          icon: 'back',
          note: t('approval.note'),
          confirm: t('approval.confirm_return'),
        }}
        onYes={() => {
          say.mutate({ decision: 'approve', note: '', hash });
        }}
        onNo={(note) => {
          say.mutate({ decision: 'return', note, hash });
        }}
      />
    </div>
  );
}
