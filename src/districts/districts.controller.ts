import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  districtImport,
  type DistrictImport,
  type DistrictNode,
  type ImportResult,
} from '../contract/districts.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../kernel/http/caller.js';
import { DistrictsService } from './districts.service.js';

@Controller('districts')
export class DistrictsController {
  constructor(private readonly districts: DistrictsService) {}

  @Get()
  @Requires('districts.read')
  async list(@CurrentCaller() caller: Caller): Promise<DistrictNode[]> {
    return this.districts.nodesUnder(caller.placePath);
  }

  @Post('import')
  @HttpCode(200)
  @Requires('districts.import')
  async import(
    @Body({ schema: districtImport }) file: DistrictImport,
    @CurrentCaller() caller: Caller,
  ): Promise<ImportResult> {
    return this.districts.importFile(file, caller.personId);
  }
}
