/** documentation/instagram-platform/instagram-graph-api/reference/ig-user/media, read 2026-11-24. */
export const captionUnits = 2_200;
export const captionHashtags = 30;
export const captionMentions = 20;
export const altTextUnits = 1_000;
export const imageBytes = 8_000_000;
export const carouselLeast = 2;
export const carouselMost = 10;

export const dayMs = 24 * 60 * 60 * 1000;
/** A container that is not published expires. */
export const containerLivesMs = 86_400_000;
/** Containers of one account in 24 hours. */
export const dailyContainers = 400;
