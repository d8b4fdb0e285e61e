import { z } from 'zod';

/** NUL, which no database text holds, and half of a surrogate pair, which turns into another sign on its way. */
const NO_TEXT = /[\0\p{Cs}]/u;
const HALF_SIGN = /\p{Cs}/u;
const TAKE_IT_OUT = 'Holds a damaged sign that can be neither kept nor sent. Type the text again.';

/** Any text that somebody sends: what it holds can be kept, and goes out as it came. */
export const plainText = z
  .string()
  .refine((text) => !NO_TEXT.test(text), { error: TAKE_IT_OUT, abort: true });

/** A whole file's text. Its reader finds NUL and names the line. */
export const fileText = z
  .string()
  .refine((text) => !HALF_SIGN.test(text), { error: TAKE_IT_OUT, abort: true });
