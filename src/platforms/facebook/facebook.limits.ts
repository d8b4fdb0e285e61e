/**
 * Unicode code points. Meta's reference names no number; publishing tools agree on this one
 * (read 2026-11-24, not confirmed by Meta, nor how it counts).
 */
export const MESSAGE_CODE_POINTS = 63_206;
