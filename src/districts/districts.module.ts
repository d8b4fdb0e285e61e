import { Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { AuditModule } from '../audit/index.js';
import { District } from './district.entity.js';
import { DistrictsController } from './districts.controller.js';
import { DistrictsService } from './districts.service.js';
import { DistrictsStore } from './districts.store.js';

@Module({
  imports: [TypeOrmModule.forFeature([District]), AuditModule],
  controllers: [DistrictsController],
  providers: [DistrictsStore, DistrictsService],
  exports: [DistrictsService],
})
export class DistrictsModule {}
