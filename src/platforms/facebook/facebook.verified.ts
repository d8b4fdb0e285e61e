/** `verification_status` of a Page; docs/graph-api/reference/page, v25.0, read 2026-10. Null where Meta does not say. */
export function isVerified(verificationStatus: string | undefined): boolean | null {
  return verificationStatus === undefined ? null : WITH_A_BADGE.has(verificationStatus);
}

const WITH_A_BADGE: ReadonlySet<string> = new Set(['blue_verified', 'gray_verified']);
