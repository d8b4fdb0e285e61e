import { Catch, Inject, type ArgumentsHost } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { CONFIG, type Config } from '../../kernel/config.js';
import { ProblemFilter } from '../../kernel/http/problem.filter.js';
import { ProblemError } from '../../kernel/problem-error.js';

/**
 * A browser that comes back from a platform loads a page: what went wrong is told on ours. The code alone travels, so that
 * nobody can put words into an address; who is not signed in gets the usual answer.
 */
@Catch()
export class ConnectFilter extends ProblemFilter {
  constructor(@Inject(CONFIG) private readonly config: Config) {
    super();
  }

  override catch(thrown: unknown, host: ArgumentsHost): void {
    const [problem] =
      thrown instanceof ProblemError && thrown.status !== 401 ? thrown.problems : [];
    if (!problem) {
      super.catch(thrown, host);
      return;
    }
    const address = `${this.config.http.publicUrl}/accounts?problem=${problem.code}`;
    void host.switchToHttp().getResponse<FastifyReply>().redirect(address, 303);
  }
}
