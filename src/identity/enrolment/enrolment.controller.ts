import { Body, Controller, HttpCode, Post, Req, Res } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import {
  enrolPasskey,
  enrolPassword,
  inviteSecret,
  passkeyOrder,
  waitOrder,
  type CodeKey,
  type EnrolPasskey,
  type EnrolPassword,
  type Enrolled,
  type InviteFace,
  type InviteSecret,
  type PasskeyOrder,
  type WaitOrder,
} from '../../contract/people.js';
import type { PasskeyOptions } from '../../contract/passkeys.js';
import { Public } from '../../kernel/http/access.decorator.js';
import { DeviceCookie, SessionCookie } from '../browser-cookies.js';
import { signingBrowser, type SigningBrowser } from '../browser.js';
import { EnrolmentService, type Enrolling } from './enrolment.service.js';

/** For somebody who holds an invite and is nobody yet. Secrets come in bodies, never in addresses. */
@Controller('enrolment')
@Public()
export class EnrolmentController {
  constructor(
    private readonly enrolment: EnrolmentService,
    private readonly session: SessionCookie,
    private readonly device: DeviceCookie,
  ) {}

  /** Whom the invite is for, and how they may enrol. */
  @Post('look')
  @HttpCode(200)
  look(@Body({ schema: inviteSecret }) { secret }: InviteSecret): Promise<InviteFace> {
    return this.enrolment.lookAt(secret);
  }

  @Post('passkey/options')
  @HttpCode(200)
  askPasskey(@Body({ schema: passkeyOrder }) order: PasskeyOrder): Promise<PasskeyOptions> {
    return this.enrolment.askPasskey(order);
  }

  /** Makes this browser a device with a passkey. */
  @Post('passkey')
  @HttpCode(200)
  async byPasskey(
    @Body({ schema: enrolPasskey }) order: EnrolPasskey,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Enrolled> {
    return this.tell(await this.enrolment.byPasskey(order, this.browser(request)), reply);
  }

  /** A key for an authenticator app; the next call proves that the app has it. */
  @Post('code-key')
  @HttpCode(200)
  makeCodeKey(@Body({ schema: inviteSecret }) { secret }: InviteSecret): Promise<CodeKey> {
    return this.enrolment.makeCodeKey(secret);
  }

  /** Makes this browser a device with a password and one-time codes. */
  @Post('password')
  @HttpCode(200)
  async byPassword(
    @Body({ schema: enrolPassword }) order: EnrolPassword,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<Enrolled> {
    return this.tell(await this.enrolment.byPassword(order, this.browser(request)), reply);
  }

  /** Asked again and again by a waiting phone; sets the session's cookie once it is confirmed. */
  @Post('finish')
  @HttpCode(200)
  async finish(
    @Body({ schema: waitOrder }) { waitSecret }: WaitOrder,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<{ state: 'open' | 'waiting' }> {
    const token = await this.enrolment.finish(waitSecret, this.browser(request));
    if (token === undefined) return { state: 'waiting' };
    this.session.write(reply, token);
    return { state: 'open' };
  }

  private tell({ answer, mark, token }: Enrolling, reply: FastifyReply): Enrolled {
    if (token !== undefined) this.session.write(reply, token);
    this.device.write(reply, mark);
    return answer;
  }

  private browser(request: FastifyRequest): SigningBrowser {
    return signingBrowser(request, { session: this.session, device: this.device });
  }
}
