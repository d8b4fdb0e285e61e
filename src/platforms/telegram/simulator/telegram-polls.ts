import { z } from 'zod';
import type { Performance } from '../../../sandbox/simulator.js';
import { badRequest, succeeded } from './telegram-answers.js';
import {
  fieldJson,
  fieldText,
  objectionToBot,
  objectionToPace,
  unchanged,
  type ChatCall,
} from './telegram-call.js';
import { captionUnits, pollRules } from './telegram-limits.js';
import { shownMessage } from './telegram-message.js';
import { nextMessageIds } from './telegram-posts.js';

const optionsShape = z.array(z.object({ text: z.string().trim().min(1) }));

/** core.telegram.org/bots/api#sendpoll, Bot API 10.1. The ledger keeps its description, or else its question, as text. */
export function sendPoll(call: ChatCall): Performance {
  const question = fieldText(call.fields, 'question').trim();
  const description = fieldText(call.fields, 'description').trim();
  const options = optionsShape.safeParse(fieldJson(call.fields, 'options'));
  const answers = options.data?.map(({ text }) => text) ?? [];
  const objection =
    objectionToBot(call) ??
    objectionToPoll({ question, description, answers, openSeconds: openSecondsIn(call) }) ??
    objectionToPace(call);
  if (objection) return unchanged(objection);
  const [id = 0] = nextMessageIds(call, 1);
  const text = description === '' ? question : description;
  const poll = {
    id: String(id),
    question,
    options: answers.map((each) => ({ text: each, voter_count: 0 })),
  };
  const shown = shownMessage(call, { id, sentAt: call.desk.now, text, more: { poll } });
  const attachment = { kind: 'poll', question, answers } as const;
  return {
    answer: succeeded(shown),
    changes: [{ event: 'published', postId: String(id), text, attachments: [attachment] }],
  };
}

interface Asked {
  question: string;
  description: string;
  answers: readonly string[];
  openSeconds: number | null;
}

function objectionToPoll({ question, description, answers, openSeconds }: Asked) {
  const { questionUnits, answerUnits, answers: count, openSeconds: open } = pollRules;
  if (question === '') return badRequest('poll question must be non-empty');
  if (question.length > questionUnits) {
    return badRequest(`poll question length must not exceed ${questionUnits}`);
  }
  if (description.length > captionUnits) return badRequest('message caption is too long');
  if (answers.length < count.least) return badRequest('poll must have at least 1 option');
  if (answers.length > count.most)
    return badRequest(`poll can't have more than ${count.most} options`);
  if (answers.some((each) => each.length > answerUnits)) {
    return badRequest(`poll options length must not exceed ${answerUnits}`);
  }
  const isOpen = openSeconds === null || (openSeconds >= open.least && openSeconds <= open.most);
  return isOpen ? null : badRequest('poll open period is wrong');
}

function openSecondsIn({ fields }: ChatCall): number | null {
  const written = fieldText(fields, 'open_period');
  return written === '' ? null : Number(written);
}
