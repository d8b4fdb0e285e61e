import { Catch, Inject, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { ProblemCode } from '../../contract/problems.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { ProblemFilter } from '../../kernel/http/problem.filter.js';
import { ProblemError } from '../../kernel/problem-error.js';

/**
 * A browser that comes back from a platform loads a page: what went wrong is told on ours. The code alone travels, so that
 * nobody can put words into an address. Who is not signed in any more gets the usual answer, and the browser goes on to our
 * page, which asks them to sign in and then says that it has to be begun again.
 */
@Catch()
export class ConnectFilter extends ProblemFilter {
  constructor(@Inject(CONFIG) private readonly config: Config) {
    super();
  }

  override catch(thrown: unknown, host: ArgumentsHost): void {
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const [problem] = thrown instanceof ProblemError ? thrown.problems : [];
    if (problem && problem.code !== 'not_signed_in') {
      void reply.redirect(this.pageSaying(problem.code), 303);
      return;
    }
    if (problem) void reply.header('refresh', `0; url=${this.pageSaying('connect_ended')}`);
    super.catch(thrown, host);
  }

  private pageSaying(code: ProblemCode): string {
    return `${this.config.http.publicUrl}/accounts?problem=${code}`;
  }
}
