import { Button, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PostView } from '../../contract/posts.js';
import type { MessageId } from '../language/catalogue.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import { useRecall } from './use-interventions.js';

const REASONS: MessageId[] = ['recall.wrong', 'recall.date'];

/** Takes the post back everywhere; the sheet says what that does before it is done, and asks why. */
export function RecallPost({ post }: { post: PostView }) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const recall = useRecall(post.id);
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="back" />}
        onClick={() => {
          setAsking(true);
        }}
      >
        {t('recall.open')}
      </Button>
      <Sheet
        title={t('recall.title')}
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
        }}
      >
        <form
          className="stack"
          onSubmit={(event) => {
            event.preventDefault();
            setAsking(false);
            recall.mutate(reason);
          }}
        >
          <p>{t('recall.effect')}</p>
          <div className="row">
            {REASONS.map((id) => (
              <Button
                key={id}
                variant="light"
                size="sm"
                onClick={() => {
                  setReason(t(id));
                }}
              >
                {t(id)}
              </Button>
            ))}
          </div>
          <TextInput
            label={t('recall.reason')}
            minLength={3}
            maxLength={500}
            required
            withAsterisk={false}
            value={reason}
            onChange={(event) => {
              setReason(event.currentTarget.value);
            }}
          />
          <Button type="submit" color="red.9">
            {t('recall.confirm')}
          </Button>
        </form>
      </Sheet>
    </>
  );
}
