import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  hkdfSync,
  randomBytes,
  type KeyObject,
} from 'node:crypto';
import type { KeyRing, NamedKey } from './keys/key-ring.js';

const ALGORITHM = 'aes-256-gcm';
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** What a key may be used for; each purpose has a key of its own, derived from the ring. */
export type SealPurpose = 'account-credentials';

/**
 * A secret at rest: sealed with a data key of its own, which is sealed with a key of the ring (envelope).
 * Both layers are bound to `boundTo`, so a value copied into another row does not open.
 */
export interface Sealed {
  keyId: string;
  wrappedKey: Buffer;
  body: Buffer;
}

export interface SealContext {
  purpose: SealPurpose;
  /** Names the row, for example `account:17`. */
  boundTo: string;
}

/** A sealed value that does not open: changed, moved to another row, or sealed with a key that is not in the ring. */
export class SealBroken extends Error {
  constructor(context: SealContext) {
    super(`The sealed ${context.purpose} of ${context.boundTo} does not open`);
    this.name = 'SealBroken';
  }
}

export class Cipher {
  /** Derived once: a campaign opens thousands of seals in a second. */
  private readonly purposeKeys = new Map<string, KeyObject>();

  constructor(private ring: KeyRing) {}

  /** Seals and opens with another ring from now on. */
  useRing(ring: KeyRing): void {
    this.ring = ring;
    this.purposeKeys.clear();
  }

  knows(keyId: string): boolean {
    return this.ring.all.some(({ id }) => id === keyId);
  }

  get currentKeyId(): string {
    return this.ring.current.id;
  }

  seal(plain: Buffer, context: SealContext): Sealed {
    const dataKey = randomBytes(KEY_BYTES);
    return {
      keyId: this.ring.current.id,
      wrappedKey: this.wrap(dataKey, this.ring.current, context),
      body: encrypt(plain, createSecretKey(dataKey), bodyContext(context)),
    };
  }

  /** @throws SealBroken */
  open(sealed: Sealed, context: SealContext): Buffer {
    try {
      const dataKey = createSecretKey(this.unwrap(sealed, context));
      return decrypt(sealed.body, dataKey, bodyContext(context));
    } catch {
      throw new SealBroken(context);
    }
  }

  /** Seals the data key with the ring's current key; the body stays as it is. @throws SealBroken */
  rewrap(sealed: Sealed, context: SealContext): Sealed {
    try {
      const dataKey = this.unwrap(sealed, context);
      return {
        keyId: this.ring.current.id,
        wrappedKey: this.wrap(dataKey, this.ring.current, context),
        body: sealed.body,
      };
    } catch {
      throw new SealBroken(context);
    }
  }

  private wrap(dataKey: Buffer, key: NamedKey, context: SealContext): Buffer {
    return encrypt(dataKey, this.purposeKey(key, context.purpose), wrapContext(context, key.id));
  }

  private unwrap(sealed: Sealed, context: SealContext): Buffer {
    const key = this.ring.all.find((candidate) => candidate.id === sealed.keyId);
    if (!key) throw new SealBroken(context);
    const wrapping = this.purposeKey(key, context.purpose);
    return decrypt(sealed.wrappedKey, wrapping, wrapContext(context, key.id));
  }

  private purposeKey(key: NamedKey, purpose: SealPurpose): KeyObject {
    const name = `${key.id}:${purpose}`;
    const known = this.purposeKeys.get(name);
    if (known) return known;
    const derived = hkdfSync('sha256', key.secret, 'munadi', `seal:${purpose}`, KEY_BYTES);
    const purposeKey = createSecretKey(Buffer.from(derived));
    this.purposeKeys.set(name, purposeKey);
    return purposeKey;
  }
}

function bodyContext({ purpose, boundTo }: SealContext): string {
  return `body\0${purpose}\0${boundTo}`;
}

function wrapContext({ purpose, boundTo }: SealContext, keyId: string): string {
  return `key\0${keyId}\0${purpose}\0${boundTo}`;
}

/** Layout: nonce, tag, ciphertext. */
function encrypt(plain: Buffer, key: KeyObject, boundTo: string): Buffer {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv(ALGORITHM, key, nonce).setAAD(Buffer.from(boundTo));
  const encrypted = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), encrypted]);
}

function decrypt(sealed: Buffer, key: KeyObject, boundTo: string): Buffer {
  const nonce = sealed.subarray(0, NONCE_BYTES);
  const tag = sealed.subarray(NONCE_BYTES, NONCE_BYTES + TAG_BYTES);
  const decipher = createDecipheriv(ALGORITHM, key, nonce, { authTagLength: TAG_BYTES })
    .setAAD(Buffer.from(boundTo))
    .setAuthTag(tag);
  const encrypted = sealed.subarray(NONCE_BYTES + TAG_BYTES);
  return Buffer.concat([decipher.update(encrypted), decipher.final()]);
}
