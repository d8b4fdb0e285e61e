import { Injectable } from '@nestjs/common';
import { AuditTrail } from '../audit/index.js';
import type { DistrictImport, DistrictNode, ImportResult } from '../contract/districts.js';
import { firstProblems } from '../kernel/csv.js';
import { ProblemError } from '../kernel/problem-error.js';
import type { District } from './district.entity.js';
import { ancestorIds, describePlaces, type DistrictValues } from './district-values.js';
import { DistrictsStore } from './districts.store.js';
import { planDistrictImport } from './import-districts.js';
import { settlePaths } from './place-paths.js';
import { readDistrictRows } from './read-district-rows.js';

/** The organisation's tree: who is below whom, and what a text may say about a place. */
@Injectable()
export class DistrictsService {
  constructor(
    private readonly store: DistrictsStore,
    private readonly audit: AuditTrail,
  ) {}

  /**
   * Adds and changes places as the file says, all of it or nothing. `personId` is null on the command line.
   * @throws ProblemError naming every row that is wrong, the first 200 of them.
   */
  async importFile(file: DistrictImport, personId: number | null): Promise<ImportResult> {
    const reading = readDistrictRows(file);
    return this.store.inImport(async (executor) => {
      const known = await this.store.knownPlaces(executor);
      const planning = planDistrictImport(reading, known);
      if (planning.kind === 'refused')
        throw new ProblemError(422, firstProblems(planning.problems));
      const { plan } = planning;
      const newIds = await this.store.reserveIds(executor, plan.adds.length);
      await this.store.write(executor, settlePaths(plan, known, newIds));
      const result = {
        added: plan.adds.length,
        changed: plan.changes.length,
        unchanged: plan.unchanged,
      };
      await this.audit.record(executor, {
        personId,
        action: 'districts.imported',
        subject: 'districts',
        details: result,
      });
      return result;
    });
  }

  /** Every place at or below `scopePath`, flat, with the platforms it has an account on. */
  async nodesUnder(scopePath: string): Promise<DistrictNode[]> {
    return this.store.nodesUnder(scopePath);
  }

  /** The places with these codes, by code; a code that nobody has is absent. */
  async findByCodes(codes: readonly string[]): Promise<Map<string, District>> {
    const places = await this.store.findByCodes(codes);
    return new Map(places.map((place) => [place.code, place]));
  }

  /** Ids of these places and of all below them, each once, as far as they lie at or below `scopePath`. */
  async subtreeOf(placeIds: readonly number[], scopePath = '/'): Promise<number[]> {
    return this.store.subtreeIds(placeIds, scopePath);
  }

  /** What a text may say about each of these places, by id; an id that nobody has is absent. */
  async valuesFor(districtIds: readonly number[]): Promise<Map<number, DistrictValues>> {
    const places = await this.store.findByIds(districtIds);
    const above = new Set(places.flatMap(({ path }) => ancestorIds(path)));
    const ancestors = await this.store.findByIds([...above]);
    return describePlaces(places, new Map(ancestors.map((place) => [place.id, place])));
  }
}
