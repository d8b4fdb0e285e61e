import { createHmac, hkdfSync } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { isSameSecret } from '../kernel/same-secret.js';

const KEY_BYTES = 32;

/** Addresses under which a platform fetches one file for a while, without a session. */
@Injectable()
export class SignedAddresses {
  private readonly key: Buffer;
  private readonly publicUrl: string;

  constructor(
    @Inject(CONFIG) config: Config,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    const { session } = config.keys;
    this.key = Buffer.from(hkdfSync('sha256', session, 'munadi', 'media-address', KEY_BYTES));
    this.publicUrl = config.http.publicUrl;
  }

  /** `name`: the sha256 of the bytes and an extension. */
  addressOf(name: string, validForMs: number): string {
    const expires = Math.ceil((this.clock.now().getTime() + validForMs) / 1_000);
    const signature = this.sign(name, String(expires)).toString('base64url');
    return `${this.publicUrl}/media/${name}?expires=${expires}&sig=${signature}`;
  }

  /** Whether we made this address, and it still holds. */
  isValid(name: string, { expires, sig }: { expires: string; sig: string }): boolean {
    if (!isSameSecret(Buffer.from(sig, 'base64url'), this.sign(name, expires))) return false;
    return Number(expires) * 1_000 > this.clock.now().getTime();
  }

  private sign(name: string, expires: string): Buffer {
    return createHmac('sha256', this.key).update(`${name}\n${expires}`).digest();
  }
}
