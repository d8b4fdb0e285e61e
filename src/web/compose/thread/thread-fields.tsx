import { Button } from '@mantine/core';
import { MAX_FURTHER_PARTS } from '../../../contract/thread-limits.js';
import { ProblemList } from '../../api/problem-list.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import styles from '../compose.module.css';
import { Section } from '../section.js';
import type { Composer } from '../use-composer.js';
import { PartField } from './part-field.js';
import { isOfPart, partChanged, partWithout } from './thread-draft.js';

/** What follows the text: a post each where a platform knows threads, a paragraph each elsewhere. */
export default function ThreadFields({ composer }: { composer: Composer }) {
  const { t, language } = useWords();
  const { draft, change, platforms } = composer;
  const chosen = platforms.filter(({ name }) => draft.platforms.includes(name));
  const chained = chosen.filter(({ thread }) => thread !== null);
  const joined = chosen.filter(({ thread }) => thread === null);
  const problems = composer.problemsAt('thread');
  const labels = (list: typeof chosen) => list.map(({ label }) => label[language]).join(', ');
  return (
    <Section
      title={t('thread.heading')}
      problems={problems.filter((problem) => !draft.thread.some((_, at) => isOfPart(problem, at)))}
    >
      {chained.length > 0 && (
        <p className="muted">{t('thread.chained', { platforms: labels(chained) })}</p>
      )}
      {joined.length > 0 && (
        <p className="muted">{t('thread.joined', { platforms: labels(joined) })}</p>
      )}
      {draft.thread.map((text, at) => (
        <div key={at} className={styles.part}>
          <PartField
            composer={composer}
            chained={chained}
            at={at}
            text={text}
            onChange={(words) => {
              change(({ thread }) => partChanged(thread, at, words));
            }}
            onRemove={() => {
              change(({ thread }) => partWithout(thread, at));
            }}
          />
          <ProblemList problems={problems.filter((problem) => isOfPart(problem, at))} />
        </div>
      ))}
      {draft.thread.length < MAX_FURTHER_PARTS && (
        <Button
          variant="light"
          leftSection={<Icon name="add" />}
          onClick={() => {
            change(({ thread }) => ({ thread: [...thread, ''] }));
          }}
        >
          {t('thread.add')}
        </Button>
      )}
    </Section>
  );
}
