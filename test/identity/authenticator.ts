import { createHash, generateKeyPairSync, randomBytes, sign, type KeyObject } from 'node:crypto';

/** What an authenticator may get wrong, or a thief on purpose. */
export interface Quirks {
  origin?: string;
  /** Signs without having asked for a finger or a PIN. */
  isUnverified?: boolean;
  /** Signs this count, as a copy of the passkey would that was used less often. */
  count?: number;
  challenge?: string;
}

interface Options {
  challenge: string;
}

const PRESENT = 0x01;
const VERIFIED = 0x04;
const HOLDS_CREDENTIAL = 0x40;

/** A phone's passkey keeper in software, written from W3C's Web Authentication: ES256, no attestation. */
export class Authenticator {
  private readonly credentialId = randomBytes(16);
  private readonly publicKey: KeyObject;
  private readonly privateKey: KeyObject;
  private count = 0;

  constructor(
    private readonly origin: string,
    private readonly rpId = new URL(origin).hostname,
  ) {
    const pair = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    this.publicKey = pair.publicKey;
    this.privateKey = pair.privateKey;
  }

  /** Answers `navigator.credentials.create`, as JSON. */
  create({ challenge }: Options, quirks: Quirks = {}): object {
    const id = this.credentialId;
    const length = Buffer.alloc(2);
    length.writeUInt16BE(id.length);
    const data = Buffer.concat([
      this.authenticatorData(HOLDS_CREDENTIAL, quirks),
      Buffer.alloc(16),
      length,
      id,
      this.coseKey(),
    ]);
    const attestation = Buffer.concat([
      map(3),
      text('fmt'),
      text('none'),
      text('attStmt'),
      map(0),
      text('authData'),
      bytes(data),
    ]);
    return this.answer({
      clientDataJSON: base64url(this.clientData('webauthn.create', challenge, quirks)),
      attestationObject: base64url(attestation),
      transports: ['internal'],
    });
  }

  /** Answers `navigator.credentials.get`, as JSON. */
  get({ challenge }: Options, quirks: Quirks = {}): object {
    this.count += 1;
    const clientData = this.clientData('webauthn.get', challenge, quirks);
    const data = this.authenticatorData(0, quirks);
    const signed = Buffer.concat([data, createHash('sha256').update(clientData).digest()]);
    return this.answer({
      clientDataJSON: base64url(clientData),
      authenticatorData: base64url(data),
      signature: base64url(sign('sha256', signed, this.privateKey)),
    });
  }

  private answer(response: object): object {
    const id = base64url(this.credentialId);
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }

  private clientData(type: string, challenge: string, quirks: Quirks): Buffer {
    const origin = quirks.origin ?? this.origin;
    return Buffer.from(
      JSON.stringify({
        type,
        challenge: quirks.challenge ?? challenge,
        origin,
        crossOrigin: false,
      }),
    );
  }

  private authenticatorData(flags: number, quirks: Quirks): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(quirks.count ?? this.count);
    const verified = quirks.isUnverified ? 0 : VERIFIED;
    const rpIdHash = createHash('sha256').update(this.rpId).digest();
    return Buffer.concat([rpIdHash, Buffer.from([PRESENT | verified | flags]), count]);
  }

  /** COSE_Key of RFC 9053: an elliptic curve key, ES256, P-256, x and y. */
  private coseKey(): Buffer {
    const { x = '', y = '' } = this.publicKey.export({ format: 'jwk' });
    return Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21]),
      bytes(Buffer.from(x, 'base64url')),
      Buffer.from([0x22]),
      bytes(Buffer.from(y, 'base64url')),
    ]);
  }
}

// The few words of CBOR (RFC 8949) that this needs.
function map(pairs: number): Buffer {
  return Buffer.from([0xa0 + pairs]);
}

function text(word: string): Buffer {
  return Buffer.concat([Buffer.from([0x60 + word.length]), Buffer.from(word)]);
}

function bytes(content: Buffer): Buffer {
  return Buffer.concat([Buffer.from([0x58, content.length]), content]);
}

function base64url(content: Buffer): string {
  return content.toString('base64url');
}
