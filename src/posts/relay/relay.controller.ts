import { Controller, Get } from '@nestjs/common';
import type { RelayPost } from '../../contract/relay.js';
import { Requires } from '../../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../../kernel/http/caller.js';
import { RelayStore } from './relay.store.js';

@Controller('relay')
export class RelayController {
  constructor(private readonly store: RelayStore) {}

  /** What the accounts of the caller's own place have published of late: what may be passed on. */
  @Get()
  @Requires('posts.relay')
  async published(@CurrentCaller() { placeId }: Caller): Promise<RelayPost[]> {
    const rows = await this.store.publishedBy(placeId);
    return rows.map(({ publishedAt, ...row }) => ({
      ...row,
      publishedAt: publishedAt.toISOString(),
    }));
  }
}
