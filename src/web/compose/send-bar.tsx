import { Button } from '@mantine/core';
import type { MessageId } from '../language/catalogue.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import styles from './compose.module.css';
import { ReachLine } from './reach-line.js';
import type { Composer } from './use-composer.js';

function labelOf({ needsApproval, draft }: Composer): MessageId {
  if (needsApproval) return 'approval.compose_send';
  return draft.when === 'now' ? 'compose.send' : 'compose.schedule';
}

/** Always under the thumb: how far it goes, and the button that sends it. */
export function SendBar({ composer }: { composer: Composer }) {
  const { t } = useWords();
  const { draft, reach } = composer;
  return (
    <div className={styles.bar}>
      <div className={styles.barInner}>
        <ReachLine reach={reach} />
        <Button
          onClick={composer.submit}
          loading={composer.isSending}
          leftSection={<Icon name={draft.when === 'now' ? 'sending' : 'clock'} />}
        >
          {t(labelOf(composer), { count: reach.accounts })}
        </Button>
      </div>
    </div>
  );
}
