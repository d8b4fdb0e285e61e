import { createHmac, randomBytes } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config.js';

/** What a secret opens. One made for one purpose opens nothing else. */
type Purpose = 'session' | 'invite' | 'wait' | 'device';

const BYTES = 32;

/** Random secrets that stand in the database only as keyed hashes: a copy of a table opens nothing. */
@Injectable()
export class Secrets {
  constructor(@Inject(CONFIG) private readonly config: Config) {}

  /** 256 bits, in 43 signs that an address may carry. */
  make(): string {
    return randomBytes(BYTES).toString('base64url');
  }

  /** Keyed, so that nobody can write one into a table without the key. */
  hash(purpose: Purpose, secret: string): Buffer {
    return createHmac('sha256', this.config.keys.session).update(`${purpose}\0${secret}`).digest();
  }
}
