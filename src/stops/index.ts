export { holdOn, type StandingStop } from './hold-on.js';
export { stopFor } from './stop-for.js';
export { StopsModule } from './stops.module.js';
export { StopsService } from './stops.service.js';
