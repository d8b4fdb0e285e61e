import { Button, Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import { PLATFORM_LABELS } from '../../contract/platforms.js';
import type { PostTexts, PostView } from '../../contract/posts.js';
import { ProblemList } from '../api/problem-list.js';
import { problemsOf } from '../api/refusal.js';
import { useWords } from '../language/use-words.js';
import { Icon } from '../theme/icon.js';
import { Sheet } from '../theme/sheet.js';
import { useCorrect } from './use-interventions.js';

/** One field for each different text of the post; platforms that share a text share a field. */
function fieldsOf(post: PostView): { template: string; platforms: PostView['texts'] }[] {
  const templates = [...new Set(post.texts.map(({ template }) => template))];
  return templates.map((template) => ({
    template,
    platforms: post.texts.filter((text) => text.template === template),
  }));
}

/** Gives the post other words; the sheet says what that does on which platform before it is done, and asks why. */
export function CorrectPost({ post }: { post: PostView }) {
  const { t } = useWords();
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button
        variant="default"
        leftSection={<Icon name="edit" />}
        onClick={() => {
          setAsking(true);
        }}
      >
        {t('correct.open')}
      </Button>
      <Sheet
        title={t('correct.title')}
        isOpen={isAsking}
        onClose={() => {
          setAsking(false);
        }}
      >
        <CorrectionForm
          post={post}
          onDone={() => {
            setAsking(false);
          }}
        />
      </Sheet>
    </>
  );
}

function CorrectionForm({ post, onDone }: { post: PostView; onDone: () => void }) {
  const { t, language } = useWords();
  // As they stood when the sheet was opened: somebody else may correct the post meanwhile.
  const [fields] = useState(() => fieldsOf(post));
  const [words, setWords] = useState(fields.map(({ template }) => template));
  const [thread, setThread] = useState(post.thread);
  const [reason, setReason] = useState('');
  const correct = useCorrect(post.id, onDone);
  const own: PostTexts['own'] = Object.fromEntries(
    fields.flatMap(({ platforms }, index) =>
      platforms.map(({ platform }) => [platform, words[index] ?? '']),
    ),
  );
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        correct.mutate({ texts: { common: '', own }, thread, reason });
      }}
    >
      <p>{t('correct.effect')}</p>
      {fields.map(({ template, platforms }, index) => (
        <Textarea
          key={template}
          label={platforms.map(({ platform }) => PLATFORM_LABELS[platform][language]).join(', ')}
          autosize
          minRows={3}
          maxRows={10}
          value={words[index] ?? ''}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setWords(words.map((old, place) => (place === index ? value : old)));
          }}
        />
      ))}
      {thread.map((part, at) => (
        <Textarea
          key={at}
          label={t('thread.part', { number: at + 2 })}
          autosize
          minRows={3}
          maxRows={10}
          value={part}
          onChange={(event) => {
            const { value } = event.currentTarget;
            setThread(thread.map((old, place) => (place === at ? value : old)));
          }}
        />
      ))}
      <TextInput
        label={t('correct.reason')}
        minLength={3}
        maxLength={500}
        required
        withAsterisk={false}
        value={reason}
        onChange={(event) => {
          setReason(event.currentTarget.value);
        }}
      />
      {correct.error && <ProblemList problems={problemsOf(correct.error)} />}
      <Button type="submit" loading={correct.isPending}>
        {t('correct.confirm')}
      </Button>
    </form>
  );
}
