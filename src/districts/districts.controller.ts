import { Body, Controller, Get, HttpCode, Post } from '@nestjs/common';
import {
  districtImport,
  type DistrictImport,
  type DistrictNode,
  type ImportResult,
} from '../contract/districts.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { BodyLimit, FILE_BODY_BYTES } from '../kernel/http/body-limit.decorator.js';
import { CurrentCaller, isAtTheTop, type Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { DistrictsService } from './districts.service.js';

@Controller('districts')
export class DistrictsController {
  constructor(private readonly districts: DistrictsService) {}

  @Get()
  @Requires('districts.read')
  async list(@CurrentCaller() caller: Caller): Promise<DistrictNode[]> {
    return this.districts.nodesUnder(caller.scopeOf('districts.read'));
  }

  /** Changes places everywhere, so only somebody at the top of the tree may. */
  @Post('import')
  @HttpCode(200)
  @Requires('districts.import')
  @BodyLimit(FILE_BODY_BYTES)
  async import(
    @Body({ schema: districtImport }) file: DistrictImport,
    @CurrentCaller() caller: Caller,
  ): Promise<ImportResult> {
    if (!isAtTheTop(caller)) throw new ProblemError(403, [{ code: 'not_allowed' }]);
    return this.districts.importFile(file, caller.personId);
  }
}
