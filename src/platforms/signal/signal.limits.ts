/**
 * Longest text, chosen here: no document of Signal's names one. From 2,000 bytes on a text travels as a file beside the
 * message, and apps show its start with "read more" (signal-cli 0.14.7, ManagerImpl and ServiceConfig, read 2026-11-24).
 */
export const MESSAGE_UNITS = 2_000;

/**
 * Files are small, chosen here: they travel as base64 inside one JSON body and lie in memory on both sides. Signal itself
 * takes 100 MB, signal-cli 150 MiB (ServiceConfig, read 2026-11-24).
 */
export const IMAGES = 4;
export const IMAGE_BYTES = 4_000_000;
export const ANIMATION_BYTES = 6_000_000;
export const VIDEO_BYTES = 16_000_000;
export const VIDEO_MS = 180_000;
export const MAX_EDGE_PX = 4_096;

/**
 * A day: afterwards the apps of the readers ignore a delete and an edit, and nobody says so. Signal's remote setting
 * `global.normalDeleteMaxAgeInSeconds`, and support.signal.org on editing, read 2026-11-24.
 */
export const CHANGEABLE_FOR_MS = 86_400_000;

/**
 * Chosen here, far below what a person could type: Signal publishes no limit and locks a number that it takes for a
 * machine (signal-cli issues 1174, 1470 and 1603, read 2026-11-24). A message to a group is one to each of its members.
 */
export const NUMBER_PACE = { burst: 1, intervalMs: 5_000 };
export const GROUP_PACE = { burst: 1, intervalMs: 30_000 };
