import { Button } from '@mantine/core';
import { useMutation } from '@tanstack/react-query';
import { ProblemList } from '../../api/problem-list.js';
import { problemsOf } from '../../api/refusal.js';
import { api } from '../../api/routes.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import { rememberGoal, type ConnectGoal } from './goal.js';

/** Leads to the platform's own page, which leads back to the accounts. */
export function LendAccount({ goal }: { goal: ConnectGoal }) {
  const { t } = useWords();
  const start = useMutation({
    mutationFn: api.startConnecting,
    onSuccess: ({ authorizeUrl }) => {
      rememberGoal(goal);
      location.assign(authorizeUrl);
    },
  });
  const { platform, placeId: districtId, accountId } = goal;
  const isAimed = platform !== undefined && districtId !== undefined;
  return (
    <div className="stack">
      <ProblemList problems={problemsOf(start.error)} />
      {!isAimed && <p className="muted">{t('lend.choose_first')}</p>}
      <Button
        disabled={!isAimed}
        loading={start.isPending}
        rightSection={<Icon name="look" />}
        onClick={() => {
          if (!isAimed) return;
          start.mutate({ platform, districtId, ...(accountId === undefined ? {} : { accountId }) });
        }}
      >
        {t('lend.go')}
      </Button>
    </div>
  );
}
