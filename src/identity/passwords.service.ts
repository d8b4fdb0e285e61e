import { Inject, Injectable } from '@nestjs/common';
import { Cipher, SealBroken, type Sealed } from '../kernel/cipher.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { CredentialKeys } from '../kernel/keys/index.js';
import type { Executor } from '../kernel/database/sql.js';
import { DevicesStore, type LiveDevice } from './devices/devices.store.js';
import { stepOf } from './one-time-codes.js';
import { isPassword } from './passwords.js';
import { PeopleStore } from './people.store.js';

export interface PasswordProof {
  password: string;
  code?: string | undefined;
}

/** A password that was right. */
export interface Proved {
  personId: number;
  /** The code's half minute, which is not taken twice. */
  usedCode?: { deviceId: number; step: number };
}

/** Passwords: of a device, with a one-time code; or of a person, alone, where the installation allows that. */
@Injectable()
export class Passwords {
  constructor(
    private readonly people: PeopleStore,
    private readonly devices: DevicesStore,
    private readonly cipher: Cipher,
    private readonly keys: CredentialKeys,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Undefined when it does not prove that this is `login`, on `device`; takes as long as when it does. */
  async prove(
    login: string,
    { password, code = '' }: PasswordProof,
    device: LiveDevice | undefined,
  ): Promise<Proved | undefined> {
    if (device?.passwordHash) {
      const isRight = await isPassword(password, device.passwordHash);
      const step = await stepOf(code, await this.codeKeyOf(device), this.clock.now());
      if (!isRight || step === undefined) return undefined;
      return { personId: device.personId, usedCode: { deviceId: device.id, step } };
    }
    const isEnough = this.config.identity.passwords === 'alone';
    const person = isEnough ? await this.people.findActive(login) : null;
    const isRight = await isPassword(password, person?.passwordHash ?? undefined);
    return person && isRight ? { personId: person.id } : undefined;
  }

  /** False when somebody else was faster with the same code. */
  async useUp(executor: Executor, { usedCode }: Proved): Promise<boolean> {
    if (!usedCode) return true;
    return this.devices.countCode(executor, usedCode.deviceId, usedCode.step);
  }

  /** Bound to the device: copied into another row it does not open. */
  sealCodeKey(codeKey: string, deviceId: number): Sealed {
    return this.cipher.seal(Buffer.from(codeKey), contextOf(deviceId));
  }

  /** Brings the key of every device's codes under the ring's current key. */
  async rotateCodeKeys(): Promise<{ rewrapped: number; unopened: number }> {
    const rotation = { rewrapped: 0, unopened: 0 };
    for (const { id, codeKey } of await this.devices.codeKeysNotUnder(this.cipher.currentKeyId)) {
      const moved = this.rewrapped(id, codeKey);
      if (moved) await this.devices.keepCodeKey(id, codeKey, moved);
      rotation[moved ? 'rewrapped' : 'unopened'] += 1;
    }
    return rotation;
  }

  private rewrapped(deviceId: number, codeKey: Sealed): Sealed | undefined {
    try {
      return this.cipher.rewrap(codeKey, contextOf(deviceId));
    } catch (error) {
      if (error instanceof SealBroken) return undefined;
      throw error;
    }
  }

  private async codeKeyOf({ id, codeKey }: LiveDevice): Promise<string> {
    if (codeKey) await this.keys.know([codeKey.keyId]);
    if (!codeKey) throw new Error(`Device ${id} has a password and no key for codes`);
    return this.cipher.open(codeKey, contextOf(id)).toString();
  }
}

function contextOf(deviceId: number) {
  return { purpose: 'one-time-codes', boundTo: `device:${deviceId}` } as const;
}
