export { DeliveriesModule } from './deliveries.module.js';
export { DeliveriesService } from './deliveries.service.js';
export { EnqueueStore } from './enqueue.store.js';
export { PersonStore } from './person.store.js';
export { planFanOut } from './plan-fan-out.js';
export { boardOf, countPhases, progressOf } from './report.js';
export { RecallStore } from './recall/recall.store.js';
export { ReportStore } from './report.store.js';
