import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../kernel/config.js';
import { TelegramClient } from './telegram.client.js';
import { TelegramPlatform } from './telegram.platform.js';

@Module({
  providers: [
    {
      provide: TelegramPlatform,
      inject: [CONFIG],
      useFactory: (config: Config) =>
        new TelegramPlatform(new TelegramClient(config.platforms.telegramApiUrl)),
    },
  ],
  exports: [TelegramPlatform],
})
export class TelegramModule {}
