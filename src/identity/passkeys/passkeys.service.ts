import { isIP } from 'node:net';
import { Inject, Injectable } from '@nestjs/common';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import type { AssertedPasskey, NewPasskey, PasskeyOptions } from '../../contract/passkeys.js';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { EventLog } from '../../kernel/log.js';
import { ProblemError } from '../../kernel/problem-error.js';
import { ChallengesStore, type Purpose } from './challenges.store.js';

/** Time to find the phone, unlock it and touch it. */
const CEREMONY_MS = 5 * 60_000;

/** A passkey as the table of devices keeps it. */
export interface KeptPasskey {
  credentialId: Buffer;
  publicKey: Buffer;
  signCount: number;
  transports: string[];
  isSynced: boolean;
}

export interface PasskeyOwner {
  handle: Buffer;
  login: string;
  name: string;
}

/** The two ceremonies of WebAuthn: making a passkey, and signing with it. The person is verified in both. */
@Injectable()
export class PasskeysService {
  private readonly log = new EventLog('identity');
  private readonly origin: string;
  private readonly rpId: string;
  /** Whether browsers offer passkeys at the public address: a name, over https or on this machine. */
  readonly arePossible: boolean;

  constructor(
    private readonly challenges: ChallengesStore,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) { http }: Config,
  ) {
    const { protocol, hostname, origin } = new URL(http.publicUrl);
    this.origin = origin;
    this.rpId = hostname;
    const isNumber = isIP(hostname) !== 0 || hostname.startsWith('[');
    this.arePossible = !isNumber && (protocol === 'https:' || hostname === 'localhost');
  }

  /** What the browser asks its authenticator for, to make a passkey. */
  async askForNew(owner: PasskeyOwner, purpose: Purpose): Promise<PasskeyOptions> {
    const options = await generateRegistrationOptions({
      rpName: 'Munadi',
      rpID: this.rpId,
      userName: owner.login,
      userDisplayName: owner.name,
      userID: new Uint8Array(owner.handle),
      timeout: CEREMONY_MS,
      attestationType: 'none',
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.keep(options.challenge, purpose);
    return options;
  }

  /** What the browser asks for a signature with: any passkey of this site, or only `credentialId`. */
  async askToSign(purpose: Purpose, credentialId?: Buffer): Promise<PasskeyOptions> {
    const options = await generateAuthenticationOptions({
      rpID: this.rpId,
      timeout: CEREMONY_MS,
      userVerification: 'required',
      ...(credentialId && { allowCredentials: [{ id: credentialId.toString('base64url') }] }),
    });
    await this.keep(options.challenge, purpose);
    return options;
  }

  /** @throws ProblemError when it is not what was asked for, here, just now. */
  async takeNew(passkey: NewPasskey, purpose: Purpose): Promise<KeptPasskey> {
    const checked = await this.refusing(() =>
      verifyRegistrationResponse({
        response: passkey,
        expectedChallenge: this.take(purpose),
        expectedOrigin: this.origin,
        expectedRPID: this.rpId,
      }),
    );
    if (!checked.verified) throw refused();
    const { credential, credentialBackedUp } = checked.registrationInfo;
    return {
      credentialId: Buffer.from(credential.id, 'base64url'),
      publicKey: Buffer.from(credential.publicKey),
      signCount: credential.counter,
      transports: passkey.response.transports,
      isSynced: credentialBackedUp,
    };
  }

  /**
   * Answers the authenticator's new count of signatures.
   * @throws ProblemError when the signature is wrong, was asked for elsewhere, or the count did not grow.
   */
  async takeSignature(
    asserted: AssertedPasskey,
    kept: Pick<KeptPasskey, 'publicKey' | 'signCount'>,
    purpose: Purpose,
  ): Promise<number> {
    const checked = await this.refusing(() =>
      verifyAuthenticationResponse({
        response: asserted,
        expectedChallenge: this.take(purpose),
        expectedOrigin: this.origin,
        expectedRPID: this.rpId,
        credential: {
          id: asserted.id,
          publicKey: new Uint8Array(kept.publicKey),
          counter: kept.signCount,
        },
      }),
    );
    if (!checked.verified) throw refused();
    return checked.authenticationInfo.newCounter;
  }

  private async keep(challenge: string, purpose: Purpose): Promise<void> {
    const now = this.clock.now();
    const expiresAt = new Date(now.getTime() + CEREMONY_MS);
    await this.challenges.keep(challenge, purpose, { now, expiresAt });
  }

  private take(purpose: Purpose): (challenge: string) => Promise<boolean> {
    return (challenge) => this.challenges.take(challenge, purpose, this.clock.now());
  }

  /** The library throws what is wrong with an answer; the log is told, the other side is not. */
  private async refusing<T>(check: () => Promise<T>): Promise<T> {
    try {
      return await check();
    } catch (error) {
      this.log.warn('passkey_refused', { why: error instanceof Error ? error.message : 'unknown' });
      throw refused();
    }
  }
}

function refused(): ProblemError {
  return new ProblemError(403, [{ code: 'passkey_refused' }]);
}
