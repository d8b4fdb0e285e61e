import { Button, NativeSelect, TextInput } from '@mantine/core';
import type { Poll, PollRules } from '../../../contract/post-options.js';
import { showMinutes } from '../../language/spans.js';
import { useWords } from '../../language/use-words.js';
import { Icon } from '../../theme/icon.js';
import { isPollValue, type OptionValue } from './option-values.js';
import styles from './options.module.css';
import { openingsWithin } from './poll-openings.js';
import { RemoveButton } from './remove-button.js';

interface PollFieldProps {
  label: string;
  help: string | undefined;
  rules: PollRules;
  value: OptionValue | undefined;
  onChange: (poll: Poll | undefined) => void;
}

/** A question with answers to choose from; there is none until somebody adds it. */
export function PollField({ label, help, rules, value, onChange }: PollFieldProps) {
  const { t } = useWords();
  const poll = isPollValue(value) ? value : undefined;
  return (
    <div className={styles.many}>
      <b>{label}</b>
      {help !== undefined && <p className="muted">{help}</p>}
      {poll ? (
        <>
          <PollLines rules={rules} poll={poll} onChange={onChange} />
          <Button
            variant="subtle"
            color="gray"
            onClick={() => {
              onChange(undefined);
            }}
          >
            {t('option.remove', { what: label })}
          </Button>
        </>
      ) : (
        <Button
          variant="light"
          leftSection={<Icon name="add" />}
          onClick={() => {
            onChange(blankPoll(rules));
          }}
        >
          {t('option.add', { what: label })}
        </Button>
      )}
    </div>
  );
}

const USUAL_OPEN_FOR_MINUTES = 24 * 60;

function blankPoll({ minAnswers, minOpenForMinutes, maxOpenForMinutes }: PollRules): Poll {
  const openForMinutes = Math.min(
    maxOpenForMinutes,
    Math.max(minOpenForMinutes, USUAL_OPEN_FOR_MINUTES),
  );
  return { question: '', answers: Array.from({ length: minAnswers }, () => ''), openForMinutes };
}

interface PollLinesProps {
  rules: PollRules;
  poll: Poll;
  onChange: (poll: Poll) => void;
}

function PollLines({ rules, poll, onChange }: PollLinesProps) {
  const { t } = useWords();
  return (
    <>
      {rules.maxQuestionUnits > 0 && (
        <TextInput
          label={t('option.poll_question')}
          description={t('option.poll_question_is_text')}
          maxLength={rules.maxQuestionUnits}
          value={poll.question}
          onChange={(event) => {
            onChange({ ...poll, question: event.currentTarget.value });
          }}
        />
      )}
      <PollAnswers rules={rules} poll={poll} onChange={onChange} />
      <NativeSelect
        size="md"
        label={t('option.poll_open_for')}
        value={String(poll.openForMinutes)}
        data={openingsWithin(rules, poll.openForMinutes).map((minutes) => ({
          value: String(minutes),
          label: showMinutes(minutes, t),
        }))}
        onChange={(event) => {
          onChange({ ...poll, openForMinutes: Number(event.currentTarget.value) });
        }}
      />
    </>
  );
}

function PollAnswers({ rules, poll, onChange }: PollLinesProps) {
  const { t } = useWords();
  const { answers } = poll;
  return (
    <>
      {answers.map((answer, index) => {
        const what = t('option.poll_answer', { number: index + 1 });
        return (
          // Answers have no name but their place.
          <div key={index} className={styles.line}>
            <TextInput
              label={what}
              maxLength={rules.maxAnswerUnits}
              value={answer}
              onChange={(event) => {
                const typed = event.currentTarget.value;
                const changed = answers.map((one, at) => (at === index ? typed : one));
                onChange({ ...poll, answers: changed });
              }}
            />
            {answers.length > rules.minAnswers && (
              <RemoveButton
                what={what}
                onClick={() => {
                  onChange({ ...poll, answers: answers.filter((_, at) => at !== index) });
                }}
              />
            )}
          </div>
        );
      })}
      {answers.length < rules.maxAnswers && (
        <Button
          variant="default"
          leftSection={<Icon name="add" />}
          onClick={() => {
            onChange({ ...poll, answers: [...answers, ''] });
          }}
        >
          {t('option.poll_add_answer')}
        </Button>
      )}
    </>
  );
}
