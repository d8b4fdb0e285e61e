/** A sentence, or one whose form depends on `{count}`. `{name}` is filled from the values given with the id. */
export type Message = string | { one: string; other: string };
