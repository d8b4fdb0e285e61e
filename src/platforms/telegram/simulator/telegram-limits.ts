import type { PaceLimit, WindowLimit } from '../../../sandbox/meter.js';

/** core.telegram.org/bots/faq, "hitting limits", as quoted in 2026: about one message a second in
 *  one chat, short bursts allowed. The size of a burst is not published; five is chosen here. */
export const chatPace: PaceLimit = { perSecond: 1, burst: 5 };
/** The same page: about 30 messages a second for a bot. */
export const botPace: PaceLimit = { perSecond: 30, burst: 30 };
/** The same page: 20 messages a minute in one group. */
export const groupWindow: WindowLimit = { limit: 20, windowMs: 60_000 };

/** core.telegram.org/bots/api#sendmessage, Bot API 10.1 (2026-06-11): 1-4096 characters after
 *  entities parsing, counted in UTF-16 code units. */
export const messageUnits = 4096;
/** core.telegram.org/bots/api#deletemessage, Bot API 10.1. */
export const deletableForMs = 48 * 60 * 60 * 1000;

/** core.telegram.org/bots/api#sendphoto and #sendpoll, Bot API 10.1: 0-1024 characters after entities parsing. */
export const captionUnits = 1024;
/** core.telegram.org/bots/api#sendmediagroup: 2-10 items. */
export const albumItems = { least: 2, most: 10 };
/** core.telegram.org/bots/api#sending-files: 10 MB for photos, 50 MB for other files. */
export const photoBytes = 10_000_000;
export const fileBytes = 50_000_000;
/** core.telegram.org/bots/api#sendpoll and #inputpolloption. */
export const pollRules = {
  questionUnits: 300,
  answers: { least: 1, most: 12 },
  answerUnits: 100,
  openSeconds: { least: 5, most: 2_628_000 },
};
/** core.telegram.org/bots/api#deletemessages: 1-100 identifiers. */
export const deletedAtOnce = 100;
