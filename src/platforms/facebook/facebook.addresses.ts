/**
 * Whether a token may go to an address that Meta answered: where the Graph API itself is, or another host of Meta's over
 * TLS, such as rupload.facebook.com.
 */
export function isMetasAddress(url: string, graphUrl: string): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, origin } = new URL(url);
  if (origin === new URL(graphUrl).origin) return true;
  return protocol === 'https:' && hostname.endsWith('.facebook.com');
}
