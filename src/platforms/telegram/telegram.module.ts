import { Module } from '@nestjs/common';
import { CONFIG, type Config } from '../../kernel/config.js';
import { TelegramClient } from './telegram.client.js';
import { TelegramFilesStore } from './telegram.files.store.js';
import { TelegramPlatform } from './telegram.platform.js';

@Module({
  providers: [
    TelegramFilesStore,
    {
      provide: TelegramPlatform,
      inject: [CONFIG, TelegramFilesStore],
      useFactory: ({ platforms }: Config, files: TelegramFilesStore) =>
        new TelegramPlatform(new TelegramClient(platforms.telegramApiUrl), files, {
          isLocalServer: platforms.isTelegramLocal,
          findsChats: platforms.findsTelegramChats,
        }),
    },
  ],
  exports: [TelegramPlatform],
})
export class TelegramModule {}
