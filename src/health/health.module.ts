import { Controller, Get, Module, ServiceUnavailableException } from '@nestjs/common';
import { InjectDataSource } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Public } from '../kernel/http/access.decorator.js';
import { RetentionModule, VacuumStore } from '../retention/index.js';

/** What an operator should look at while everything still works; the log has the details. */
export type HealthFinding = 'vacuum_held_back';

@Controller('health')
export class HealthController {
  constructor(
    @InjectDataSource() private readonly dataSource: DataSource,
    private readonly vacuum: VacuumStore,
  ) {}

  /** For a supervisor: 200 while the process serves and its database answers. */
  @Get()
  @Public()
  async health(): Promise<{ status: 'ok'; findings: HealthFinding[] }> {
    try {
      await this.dataSource.query('SELECT 1');
    } catch {
      throw new ServiceUnavailableException('The database does not answer');
    }
    return { status: 'ok', findings: await this.findings() };
  }

  /** Anybody may ask, so no name of a program and no process id leaves here. */
  private async findings(): Promise<HealthFinding[]> {
    const holder = await this.vacuum.findHeldBack();
    return holder ? ['vacuum_held_back'] : [];
  }
}

@Module({ imports: [RetentionModule], controllers: [HealthController] })
export class HealthModule {}
