/** Further parts of a thread, behind the text. No platform chains more. */
export const MAX_FURTHER_PARTS = 24;
