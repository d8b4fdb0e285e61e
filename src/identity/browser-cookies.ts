import type { FastifyReply, FastifyRequest } from 'fastify';
import { Inject, Injectable } from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config.js';
import { SESSION_LIFE_MS } from './sessions.service.js';

/** Longest life that browsers give a cookie: 400 days (RFC 6265bis, read 2026-11-29). */
const DEVICE_LIFE_MS = 400 * 24 * 60 * 60_000;

/**
 * A cookie that no script can read and no other site's form sends; over https the name's prefix makes the browser
 * refuse one that a neighbouring host planted.
 */
class BrowserCookie {
  private readonly isSecure: boolean;
  private readonly name: string;

  constructor(
    { http }: Config,
    name: string,
    private readonly lifeMs: number,
  ) {
    this.isSecure = http.publicUrl.startsWith('https:');
    this.name = this.isSecure ? `__Host-${name}` : name;
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  write(reply: FastifyReply, value: string): void {
    void reply.setCookie(this.name, value, { ...this.attributes(), maxAge: this.lifeMs / 1_000 });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, this.attributes());
  }

  private attributes() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.isSecure } as const;
  }
}

/** Carries a session. */
@Injectable()
export class SessionCookie extends BrowserCookie {
  constructor(@Inject(CONFIG) config: Config) {
    super(config, 'munadi', SESSION_LIFE_MS);
  }
}

/** Says which device this browser is; opens nothing by itself. */
@Injectable()
export class DeviceCookie extends BrowserCookie {
  constructor(@Inject(CONFIG) config: Config) {
    super(config, 'munadi-device', DEVICE_LIFE_MS);
  }
}
