/**
 * UTF-16 code units after Telegram has taken markup out, of which plain text has none;
 * core.telegram.org/bots/api#sendmessage, Bot API 10.1, read 2026-11-24.
 */
export const MESSAGE_UNITS = 4096;

/**
 * About one message a second in a chat, 20 a minute in a group, 30 a second of a bot; core.telegram.org/bots/faq
 * ("My bot is hitting limits"), read 2026-11-24. An id does not tell a group from a channel, so both keep to the
 * group's. As a pace that keeps below it in any window: burst + window / interval + 1 is at most the limit.
 */
export const CHAT_SECOND = { limit: 1, windowMs: 1_000, burst: 1, intervalMs: 1_050 };
export const CHAT_MINUTE = { limit: 20, windowMs: 60_000, burst: 8, intervalMs: 5_500 };
export const BOT_SECOND = { limit: 30, windowMs: 1_000, burst: 3, intervalMs: 38.5 };

/** How long a bot may delete its message; core.telegram.org/bots/api#deletemessage, Bot API 10.1, read 2026-11-24. */
export const DELETABLE_FOR_MS = 48 * 3_600_000;
