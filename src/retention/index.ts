export { RetentionModule } from './retention.module.js';
export { VacuumStore } from './vacuum.store.js';
