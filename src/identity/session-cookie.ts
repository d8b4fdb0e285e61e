import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Config } from '../kernel/config.js';

/**
 * The cookie that carries a session. Scripts cannot read it, other sites' forms do not send it, and over https
 * the name's prefix makes the browser refuse one that a neighbouring host planted.
 */
export class SessionCookie {
  private readonly isSecure: boolean;
  private readonly name: string;

  constructor(
    { http }: Config,
    private readonly lifeMs: number,
  ) {
    this.isSecure = http.publicUrl.startsWith('https:');
    this.name = this.isSecure ? '__Host-munadi' : 'munadi';
  }

  read(request: FastifyRequest): string | undefined {
    return request.cookies[this.name];
  }

  write(reply: FastifyReply, token: string): void {
    void reply.setCookie(this.name, token, { ...this.attributes(), maxAge: this.lifeMs / 1_000 });
  }

  clear(reply: FastifyReply): void {
    void reply.clearCookie(this.name, this.attributes());
  }

  private attributes() {
    return { path: '/', httpOnly: true, sameSite: 'lax', secure: this.isSecure } as const;
  }
}
