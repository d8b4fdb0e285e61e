import { Inject, Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { AssertedPasskey, PasskeyOptions } from '../contract/passkeys.js';
import type { SignIn, StepUp } from '../contract/session.js';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import type { Executor } from '../kernel/database/sql.js';
import type { Caller, CallerSession } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import type { SigningBrowser } from './browser.js';
import { DevicesStore, type LiveDevice } from './devices/devices.store.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { Passwords } from './passwords.service.js';
import { Secrets } from './secrets.js';
import { SessionsService } from './sessions.service.js';
import { Tries } from './tries.js';

/** What the browser is handed: the session's token, and a mark where it became a device just now. */
export interface Opened {
  token: string;
  mark?: string;
}

/** Signing in, and proving anew that it is the same person. */
@Injectable()
export class SignInService {
  constructor(
    private readonly devices: DevicesStore,
    private readonly sessions: SessionsService,
    private readonly passkeys: PasskeysService,
    private readonly passwords: Passwords,
    private readonly tries: Tries,
    private readonly secrets: Secrets,
    private readonly audit: AuditTrail,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** @throws ProblemError the same one for an unknown login, device, password and code, after the same work. */
  async byPassword({ login, ...proof }: SignIn, browser: SigningBrowser): Promise<Opened> {
    const mode = this.config.identity.passwords;
    if (mode === 'off') throw new ProblemError(403, [{ code: 'passwords_off' }]);
    await this.tries.count(login);
    const device = await this.deviceOf(browser, login);
    const proved = await this.passwords.prove(login, proof, device);
    if (!proved) throw refusedSignIn(mode);
    return this.devices.inTransaction(async (executor) => {
      if (!(await this.passwords.useUp(executor, proved))) throw refusedSignIn(mode);
      await this.tries.forget(executor, login);
      const { personId } = proved;
      const opening = { personId, tokenBefore: browser.token };
      if (device) {
        return { token: await this.sessions.open(executor, { ...opening, deviceId: device.id }) };
      }
      const added = await this.addDevice(executor, personId, browser.name);
      const token = await this.sessions.open(executor, { ...opening, deviceId: added.deviceId });
      return { token, mark: added.mark };
    });
  }

  async askPasskey(): Promise<PasskeyOptions> {
    return this.passkeys.askToSign('sign-in');
  }

  /** @throws ProblemError */
  async byPasskey(asserted: AssertedPasskey, browser: SigningBrowser): Promise<Opened> {
    const device = await this.devices.liveByCredential(Buffer.from(asserted.id, 'base64url'));
    const signCount = await this.checkSignature(asserted, device, 'sign-in');
    return this.devices.inTransaction(async (executor) => {
      const { id: deviceId, personId } = device as LiveDevice;
      await this.countSignature(executor, deviceId, signCount);
      const tokenBefore = browser.token;
      return { token: await this.sessions.open(executor, { personId, deviceId, tokenBefore }) };
    });
  }

  /** What the session's own passkey is asked to sign. @throws ProblemError where it has none. */
  async askStepUp(caller: Caller): Promise<PasskeyOptions> {
    const { deviceId } = sessionOf(caller);
    const device = await this.devices.liveById(deviceId);
    if (!device?.credentialId) throw refusedPasskey();
    return this.passkeys.askToSign(`step-up:${deviceId}`, device.credentialId);
  }

  /** Answers the token that the session goes on with. @throws ProblemError */
  async stepUp(proof: StepUp, caller: Caller, token: string): Promise<string> {
    const { deviceId } = sessionOf(caller);
    const device = await this.devices.liveById(deviceId);
    if (!device) throw new ProblemError(401, [{ code: 'not_signed_in' }]);
    if (proof.passkey) return this.stepUpByPasskey(proof.passkey, device, { caller, token });
    await this.tries.count(device.login);
    const { password = '', code } = proof;
    const proved = await this.passwords.prove(device.login, { password, code }, device);
    if (!proved) throw refusedStepUp();
    return this.devices.inTransaction(async (executor) => {
      if (!(await this.passwords.useUp(executor, proved))) throw refusedStepUp();
      await this.tries.forget(executor, device.login);
      return this.sessions.renew(executor, caller, token);
    });
  }

  private async stepUpByPasskey(
    asserted: AssertedPasskey,
    device: LiveDevice,
    { caller, token }: { caller: Caller; token: string },
  ): Promise<string> {
    const isItsOwn = device.credentialId?.toString('base64url') === asserted.id;
    if (!isItsOwn) throw refusedPasskey();
    const signCount = await this.checkSignature(asserted, device, `step-up:${device.id}`);
    return this.devices.inTransaction(async (executor) => {
      await this.countSignature(executor, device.id, signCount);
      return this.sessions.renew(executor, caller, token);
    });
  }

  private async checkSignature(
    asserted: AssertedPasskey,
    device: LiveDevice | undefined,
    purpose: 'sign-in' | `step-up:${number}`,
  ): Promise<number> {
    const { publicKey, signCount } = device ?? {};
    if (!publicKey || signCount === undefined) throw refusedPasskey();
    return this.passkeys.takeSignature(asserted, { publicKey, signCount }, purpose);
  }

  private async countSignature(executor: Executor, deviceId: number, count: number) {
    if (!(await this.devices.countSignature(executor, deviceId, count))) throw refusedPasskey();
  }

  /** The device that this browser is, if it is this person's. */
  private async deviceOf({ mark }: SigningBrowser, login: string): Promise<LiveDevice | undefined> {
    if (mark === undefined) return undefined;
    const device = await this.devices.liveByMark(this.secrets.hash('device', mark));
    return device?.login === login ? device : undefined;
  }

  /** Where a password alone is enough, the browser becomes a device by it. */
  private async addDevice(executor: Executor, personId: number, name: string) {
    const mark = this.secrets.make();
    const now = this.clock.now();
    const deviceId = await this.devices.insert(executor, {
      personId,
      name,
      addedAt: now,
      confirmedAt: now,
    });
    await this.devices.mark(executor, deviceId, this.secrets.hash('device', mark));
    await this.audit.record(executor, {
      personId,
      action: 'device.added',
      subject: `device:${deviceId}`,
      details: { personId, factor: 'password' },
    });
    return { deviceId, mark };
  }
}

function sessionOf({ session }: Caller): CallerSession {
  if (!session) throw new ProblemError(401, [{ code: 'not_signed_in' }]);
  return session;
}

function refusedSignIn(mode: 'with_code' | 'alone'): ProblemError {
  const code = mode === 'alone' ? 'sign_in_refused' : 'sign_in_refused_here';
  return new ProblemError(401, [{ code }]);
}

/** No 401: the session stands as it was. */
function refusedStepUp(): ProblemError {
  return new ProblemError(403, [{ code: 'step_up_refused' }]);
}

function refusedPasskey(): ProblemError {
  return new ProblemError(403, [{ code: 'passkey_refused' }]);
}
