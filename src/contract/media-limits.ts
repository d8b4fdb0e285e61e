/** Pictures and videos of one post, at most: an album of Telegram's, the longest of any platform. */
export const MAX_ATTACHED = 10;

/** Longest description of a picture or video, in UTF-16 code units; X takes no longer one. */
export const MAX_ALT_TEXT_UNITS = 1_000;

/** Pictures and videos in one page of the library; a shorter page is the last one. */
export const LIBRARY_PAGE = 60;
