export { WorkerRegistry } from './worker-registry.service.js';
export { WorkersModule } from './workers.module.js';
