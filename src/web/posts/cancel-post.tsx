import { Button } from '@mantine/core';
import { useState } from 'react';
import type { PostView } from '../../contract/posts.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import { useCancel } from './use-interventions.js';

/** Stops what has not been sent; what is out stays out, and the sheet says so before. */
export function CancelPost({ post }: { post: PostView }) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  const cancel = useCancel(post.id);
  // Of what is not approved nothing is planned yet.
  const isPlanned = post.approval === null || post.approval.state === 'approved';
  const waiting = isPlanned ? post.progress.counts.waiting : (post.approval?.accounts ?? 0);
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="stop" />}
        onClick={() => {
          setAsking(true);
        }}
      >
        {t('cancel.open')}
      </Button>
      <Sheet
        title={t('cancel.title')}
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
        }}
      >
        <div className="stack">
          <p>{t('cancel.waiting', { count: waiting })}</p>
          <p>{t('cancel.stays', { count: post.progress.counts.published })}</p>
          <Button
            color="red.9"
            onClick={() => {
              setAsking(false);
              cancel.mutate();
            }}
          >
            {t('cancel.confirm')}
          </Button>
        </div>
      </Sheet>
    </>
  );
}
