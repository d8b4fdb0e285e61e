/**
 * UTF-16 code units after Telegram has taken markup out, of which plain text has none;
 * core.telegram.org/bots/api#sendmessage, Bot API 10.1, read 2026-11-24.
 */
export const MESSAGE_UNITS = 4096;

/**
 * About one message a second in a chat, 20 a minute in a group, 30 a second of a bot; core.telegram.org/bots/faq
 * ("My bot is hitting limits"), read 2026-11-24. An id does not tell a group from a channel, so both keep to the
 * group's. As a pace that keeps below it in any window: burst + window / interval + 1 is at most the limit; the bot's
 * has room for sends that start a tenth of a second late.
 */
export const CHAT_SECOND = { limit: 1, windowMs: 1_000, burst: 1, intervalMs: 1_050 };
export const CHAT_MINUTE = { limit: 20, windowMs: 60_000, burst: 8, intervalMs: 5_500 };
export const BOT_SECOND = { limit: 30, windowMs: 1_000, burst: 3, intervalMs: 42.5 };

/** The text beside pictures and videos, in the same units; core.telegram.org/bots/api#sendphoto, 10.1, read 2026-11-24. */
export const CAPTION_UNITS = 1024;

/** Pictures and videos, or documents, of one album; core.telegram.org/bots/api#sendmediagroup, 10.1, read 2026-11-24. */
export const ALBUM_FILES = 10;

/**
 * Bytes of a picture and of any other file that a bot uploads, and of the latter where the Bot API server is one's own
 * and runs with `--local`; core.telegram.org/bots/api#sending-files and #using-a-local-bot-api-server, 10.1, read 2026-11-24.
 */
export const PHOTO_BYTES = 10_000_000;
export const FILE_BYTES = 50_000_000;
export const LOCAL_FILE_BYTES = 2_000_000_000;

/**
 * Width and height of a picture are 10,000 together at most, and at most 20 to 1; core.telegram.org/bots/api#sendphoto,
 * 10.1, read 2026-11-24. No longest side is published for what moves: the number below is chosen here.
 */
export const PHOTO_EDGE_PX = 5_000;
export const PHOTO_RATIO = 20;
export const MOVING_EDGE_PX = 1_920;

/** Chosen here: longest side of a picture that goes as a file; the library keeps none that is larger. */
export const DOCUMENT_EDGE_PX = 8_192;

/**
 * Chosen here: Telegram publishes no longest duration, only bytes. At these a video still has about 650 kbit a second,
 * or 1.1 Mbit where the server is one's own.
 */
export const VIDEO_FOR_MS = 10 * 60_000;
export const LOCAL_VIDEO_FOR_MS = 4 * 3_600_000;

/**
 * core.telegram.org/bots/api#sendpoll and #inputpolloption, 10.1, read 2026-11-24: open for 5 to 2,628,000 seconds. One
 * answer is allowed as well, and asks nothing.
 */
export const POLL = {
  maxQuestionUnits: 300,
  minAnswers: 2,
  maxAnswers: 12,
  maxAnswerUnits: 100,
  minOpenForMinutes: 1,
  maxOpenForMinutes: 43_800,
};
/** The text beside a poll that has a question of its own; the same page. */
export const POLL_DESCRIPTION_UNITS = 1024;
