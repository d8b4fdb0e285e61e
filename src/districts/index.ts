import { District } from './district.entity.js';

export type { DistrictValues, PlaceName } from './district-values.js';
export { DistrictsModule } from './districts.module.js';
export { DistrictsService } from './districts.service.js';

/** What the database connection has to know of this folder. */
export const DISTRICT_ENTITIES = [District];
