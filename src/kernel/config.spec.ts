import { describe, expect, it } from 'vitest';
import { ConfigError, readConfig } from './config.js';

const NEEDED = {
  DATABASE_URL: 'postgres://127.0.0.1/munadi',
  MUNADI_CREDENTIAL_KEYS: `k1:${Buffer.alloc(32, 7).toString('base64')}`,
  MUNADI_SESSION_KEY: Buffer.alloc(32, 9).toString('base64'),
};

describe('the proxies that are trusted', () => {
  it('are none unless the operator names them', () => {
    expect(readConfig(NEEDED).http.trustedProxies).toEqual([]);
  });

  it('are addresses and ranges', () => {
    const given = '10.0.0.7, 10.1.0.0/16,2001:db8::/32,loopback';
    const { trustedProxies } = readConfig({ ...NEEDED, MUNADI_TRUSTED_PROXIES: given }).http;
    expect(trustedProxies).toEqual(['10.0.0.7', '10.1.0.0/16', '2001:db8::/32', 'loopback']);
  });

  it.each(['*', 'true', '0.0.0.0/0', '::/0', '10.0.0.0/33', 'proxy.example', '10.0.0.7/8/8'])(
    'are not %s, which would trust everybody or nobody',
    (given) => {
      const read = () => readConfig({ ...NEEDED, MUNADI_TRUSTED_PROXIES: given });
      expect(read).toThrow(ConfigError);
    },
  );
});
