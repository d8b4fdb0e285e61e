import { Module } from '@nestjs/common';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { CONFIG, type Config } from '../../kernel/config.js';
import { XClient } from './x.client.js';
import { XPlatform } from './x.platform.js';
import { XTokens } from './x.tokens.js';

@Module({
  providers: [
    {
      provide: XPlatform,
      inject: [CONFIG, CLOCK],
      useFactory: ({ platforms }: Config, clock: Clock) =>
        new XPlatform(new XClient(platforms.xApiUrl), clock, tokensOf(platforms, clock)),
    },
  ],
  exports: [XPlatform],
})
export class XModule {}

function tokensOf(
  { xApiUrl: apiUrl, xAuthorizeUrl: authorizeUrl, xClient }: Config['platforms'],
  clock: Clock,
): XTokens | null {
  return xClient && new XTokens({ apiUrl, authorizeUrl, ...xClient }, clock);
}
