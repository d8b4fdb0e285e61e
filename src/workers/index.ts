export { WorkerRegistry, type DownPlatform, type Worker } from './worker-registry.service.js';
export { WorkersModule } from './workers.module.js';
