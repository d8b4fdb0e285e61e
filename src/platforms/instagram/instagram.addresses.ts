/**
 * Whether the machine behind `apiUrl` can fetch `mediaUrl`. A server on the internet reaches nothing but public names over
 * TLS; one on this machine reaches this machine as well.
 */
export function canFetch(apiUrl: string, mediaUrl: string): boolean {
  if (!URL.canParse(mediaUrl)) return false;
  if (isLocal(new URL(apiUrl).hostname)) return true;
  const { protocol, hostname } = new URL(mediaUrl);
  return protocol === 'https:' && !isLocal(hostname);
}

/** Names and numbers that only this machine, or its own network, knows. */
function isLocal(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname === '[::1]' ||
    !/[.:]/.test(hostname) ||
    /\.(local|localhost|internal|lan)$/.test(hostname) ||
    /^(127|10|192\.168|169\.254|172\.(1[6-9]|2\d|3[01]))\./.test(hostname)
  );
}
