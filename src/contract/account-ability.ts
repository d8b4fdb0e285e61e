/** What only some posts ask for; who can't do it is not warned of, and is named when a post asks: pinning it. */
export type AccountAbility = 'pin';
