/**
 * UTF-16 code units after Telegram has taken markup out, of which plain text has none;
 * core.telegram.org/bots/api#sendmessage, Bot API 10.1, read 2026-11-24.
 */
export const MESSAGE_UNITS = 4096;
