import { describe, expect, it } from 'vitest';
import type { OptionField } from '../../contract/post-options.js';
import { linesOf } from './option-lines.js';

const label = { en: 'Who may reply', hi: 'कौन जवाब दे' };
const words = {
  language: 'hi' as const,
  t: (id: string, values?: Record<string, string | number>) =>
    values ? `${id} ${JSON.stringify(values)}` : id,
};

describe('An option on the page of a post', () => {
  it('is read in the words in which it was asked', () => {
    const field: OptionField = {
      name: 'replies',
      label,
      kind: 'choice',
      choices: [{ value: 'followed', label: { en: 'People I follow', hi: 'जिन्हें फ़ॉलो करते हैं' } }],
    };
    expect(linesOf(field, 'followed', words)).toEqual(['जिन्हें फ़ॉलो करते हैं']);
  });

  it('shows a poll with its answers and how long it stays open', () => {
    const poll = {
      maxQuestionUnits: 300,
      minAnswers: 2,
      maxAnswers: 4,
      maxAnswerUnits: 25,
      minOpenForMinutes: 5,
      maxOpenForMinutes: 60,
    };
    const field: OptionField = { name: 'poll', label, kind: 'poll', poll };
    const value = { question: 'कब?', answers: ['सुबह', 'शाम'], openForMinutes: 2 * 24 * 60 };
    expect(linesOf(field, value, words)).toEqual([
      'कब?',
      '○ सुबह\n○ शाम',
      'option.poll_open_for: compose.days {"count":2}',
    ]);
  });
});
