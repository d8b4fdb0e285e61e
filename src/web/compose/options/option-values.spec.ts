import { describe, expect, it } from 'vitest';
import type { OptionField } from '../../../contract/post-options.js';
import type { PlatformCapabilities } from '../../../contract/platforms.js';
import { isUnfinishedPoll, optionsToSend, withOption } from './option-values.js';
import { openingsWithin } from './poll-openings.js';

const label = { en: 'Any', hi: 'कोई' };
const pollRules = {
  maxQuestionUnits: 0,
  minAnswers: 2,
  maxAnswers: 4,
  maxAnswerUnits: 25,
  minOpenForMinutes: 5,
  maxOpenForMinutes: 7 * 24 * 60,
};
const options: OptionField[] = [
  { name: 'silent', label, kind: 'switch' },
  { name: 'poll', label, kind: 'poll', poll: pollRules },
  {
    name: 'replies',
    label,
    kind: 'choice',
    choices: [
      { value: 'everyone', label },
      { value: 'followed', label },
    ],
  },
];
const platform: PlatformCapabilities = {
  name: 'x',
  label: { en: 'X', hi: 'X' },
  text: { counting: 'x_weighted', maxUnits: 280 },
  reconcile: 'readable',
  retract: { kind: 'never' },
  edit: { kind: 'never' },
  thread: null,
  media: {
    isRequired: false,
    maxCaptionUnits: null,
    sets: [],
    image: null,
    animation: null,
    video: null,
  },
  options,
  cost: null,
};

describe('The options of a draft', () => {
  it('are sent without answers that were left empty', () => {
    const poll = { question: '', answers: ['हाँ', ' ', 'नहीं'], openForMinutes: 60 };
    expect(optionsToSend({ x: { poll } }, [platform])).toEqual({
      x: { poll: { ...poll, answers: ['हाँ', 'नहीं'] } },
    });
  });

  it('are not sent for a platform that is not chosen, nor when nobody chose', () => {
    const unasked = { telegram: { silent: true }, x: { silent: false } };
    expect(optionsToSend(unasked, [platform])).toEqual({});
  });

  it('leave behind what the platform no longer knows', () => {
    const kept = { x: { vanished: true, silent: true, replies: 'vanished' } };
    expect(optionsToSend(kept, [platform])).toEqual({ x: { silent: true } });
  });

  it('go back to the usual when a value is taken away', () => {
    const withSilence = withOption({}, { platform: 'x', name: 'silent', value: true });
    expect(withSilence).toEqual({ x: { silent: true } });
    expect(withOption(withSilence, { platform: 'x', name: 'silent', value: undefined })).toEqual({
      x: {},
    });
  });

  it('know a poll that somebody began and did not finish', () => {
    expect(isUnfinishedPoll({ question: 'कब?', answers: ['', ' '], openForMinutes: 5 })).toBe(true);
    expect(isUnfinishedPoll({ question: '', answers: ['', 'शाम'], openForMinutes: 5 })).toBe(false);
    expect(isUnfinishedPoll(undefined)).toBe(false);
  });
});

describe('How long a poll stays open', () => {
  it('is offered within the bounds of the platform, with the bounds and what is chosen', () => {
    expect(openingsWithin({ ...pollRules, maxOpenForMinutes: 90 }, 45)).toEqual([
      5, 30, 45, 60, 90,
    ]);
  });
});
