import type { Config } from './config.js';

/** Every secret of the settings, in the spellings in which a line could quote it. */
export function secretsIn(config: Config): string[] {
  const { keys, audit, platforms, media } = config;
  const { ring, wrapper } = keys.credentials;
  const bytes = [
    keys.session,
    ...(audit.head ? [audit.head.key] : []),
    ...(ring.kind === 'written'
      ? ring.keys.flatMap((key) => ('secret' in key ? [key.secret] : []))
      : []),
  ];
  const texts = [
    passwordIn(config.databaseUrl),
    platforms.xClient?.secret,
    platforms.metaAppSecret,
    media.s3?.secretKey,
    wrapper?.kind === 'url' ? wrapper.token : null,
  ];
  return [
    ...bytes.flatMap((secret) => [secret.toString('base64'), secret.toString('hex')]),
    ...texts.flatMap((secret) => (secret ? [secret, encodeURIComponent(secret)] : [])),
  ];
}

function passwordIn(databaseUrl: string): string | null {
  const password = URL.canParse(databaseUrl) ? new URL(databaseUrl).password : '';
  return password === '' ? null : decodeURIComponent(password);
}
