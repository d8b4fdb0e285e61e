/** `animation`: a picture that moves and has no sound, such as a GIF. */
export const MEDIA_KINDS = ['image', 'animation', 'video'] as const;
export type MediaKind = (typeof MEDIA_KINDS)[number];
