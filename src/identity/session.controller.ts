import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { passkeySignIn, type PasskeyOptions, type PasskeySignIn } from '../contract/passkeys.js';
import {
  signIn,
  stepUp,
  type SessionView,
  type SignIn,
  type SignInWays,
  type StepUp,
} from '../contract/session.js';
import { DistrictsService } from '../districts/index.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { Public, SignedIn } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { Limited } from '../kernel/rates/rate.decorator.js';
import { DeviceCookie, SessionCookie } from './browser-cookies.js';
import { signingBrowser, type SigningBrowser } from './browser.js';
import { PasskeysService } from './passkeys/passkeys.service.js';
import { PeopleStore } from './people.store.js';
import { permissionsOf } from './policy.js';
import { SessionsService } from './sessions.service.js';
import { SignInService, type Opened } from './sign-in.service.js';
import { TrustService } from './trust.service.js';

@Controller('session')
export class SessionController {
  constructor(
    private readonly sessions: SessionsService,
    private readonly signIns: SignInService,
    private readonly passkeys: PasskeysService,
    private readonly people: PeopleStore,
    private readonly districts: DistrictsService,
    private readonly trust: TrustService,
    private readonly session: SessionCookie,
    private readonly device: DeviceCookie,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  @Get()
  @SignedIn()
  async show(@CurrentCaller() caller: Caller): Promise<SessionView> {
    return this.describe(caller);
  }

  /** What the sign-in page offers. */
  @Get('ways')
  @Public()
  async ways(): Promise<SignInWays> {
    return {
      passkey: this.passkeys.arePossible,
      password: this.config.identity.passwords,
      isUnclaimed: !(await this.people.isAnybodyThere()),
    };
  }

  /** By password. Answers what GET answers, so that a page needs no second request. */
  @Post()
  @HttpCode(200)
  @Public()
  @Limited('sign_in')
  async open(
    @Body({ schema: signIn }) credentials: SignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.welcome(await this.signIns.byPassword(credentials, this.browser(request)), reply);
  }

  /** What a passkey of this site is asked to sign. */
  @Post('passkey/options')
  @HttpCode(200)
  @Public()
  askPasskey(): Promise<PasskeyOptions> {
    return this.signIns.askPasskey();
  }

  @Post('passkey')
  @HttpCode(200)
  @Public()
  async openByPasskey(
    @Body({ schema: passkeySignIn }) { passkey }: PasskeySignIn,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<SessionView> {
    return this.welcome(await this.signIns.byPasskey(passkey, this.browser(request)), reply);
  }

  /** What the passkey of this device is asked to sign, for what needs a fresh proof. */
  @Post('step-up/options')
  @HttpCode(200)
  @SignedIn()
  askStepUp(@CurrentCaller() caller: Caller): Promise<PasskeyOptions> {
    return this.signIns.askStepUp(caller);
  }

  /** Proves anew that it is the same person: good for five minutes. */
  @Post('step-up')
  @HttpCode(204)
  @SignedIn()
  async stepUp(
    @Body({ schema: stepUp }) proof: StepUp,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = this.session.read(request) ?? '';
    this.session.write(reply, await this.signIns.stepUp(proof, caller, token));
  }

  @Delete()
  @HttpCode(204)
  @SignedIn()
  async close(
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<void> {
    const token = this.session.read(request);
    if (token !== undefined) await this.sessions.signOut(token);
    this.session.clear(reply);
  }

  private browser(request: FastifyRequest): SigningBrowser {
    return signingBrowser(request, { session: this.session, device: this.device });
  }

  private async welcome({ token, mark }: Opened, reply: FastifyReply): Promise<SessionView> {
    const caller = await this.sessions.callerOf(token);
    if (!caller) throw new ProblemError(401, [{ code: 'not_signed_in' }]);
    this.session.write(reply, token);
    if (mark !== undefined) this.device.write(reply, mark);
    return this.describe(caller);
  }

  private async describe(caller: Caller): Promise<SessionView> {
    const { personId, name, role, placeId, session } = caller;
    const place = (await this.districts.valuesFor([placeId])).get(placeId);
    if (!place) throw new Error(`The place ${placeId} of person ${personId} is gone`);
    if (!session) throw new Error('A request came without a session');
    return {
      personId,
      name,
      role,
      place: { id: placeId, nameEn: place.name.en, nameHi: place.name.hi },
      can: [...permissionsOf(role)],
      reachAlone: await this.trust.reachAlone(caller),
      device: { id: session.deviceId, factor: session.factor },
    };
  }
}
