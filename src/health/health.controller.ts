import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import type { Finding, HealthView } from '../contract/health.js';
import { Public, Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { HealthService } from './health.service.js';

@Controller('health')
export class HealthController {
  constructor(private readonly service: HealthService) {}

  /** For a supervisor: 200 while the process serves and its database answers. */
  @Get()
  @Public()
  async health(): Promise<HealthView> {
    if (!(await this.service.doesDatabaseAnswer())) {
      throw new ServiceUnavailableException('The database does not answer');
    }
    const findings = await this.service.findings('/');
    return { status: 'ok', findings: [...new Set(findings.map(({ code }) => code))] };
  }

  /** What somebody should look at, with what is needed to mend it. */
  @Get('findings')
  @Requires('health.read')
  list(@CurrentCaller() caller: Caller): Promise<Finding[]> {
    return this.service.findings(caller.scopeOf('health.read'));
  }
}
