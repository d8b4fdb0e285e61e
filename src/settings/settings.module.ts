import { Module } from '@nestjs/common';
import { AuditModule } from '../audit/index.js';
import { SettingsController } from './settings.controller.js';
import { SettingsService } from './settings.service.js';
import { SettingsStore } from './settings.store.js';

@Module({
  imports: [AuditModule],
  controllers: [SettingsController],
  providers: [SettingsService, SettingsStore],
  exports: [SettingsService],
})
export class SettingsModule {}
