/** Fewest characters of a password. */
export const MIN_PASSWORD_CHARACTERS = 8;
