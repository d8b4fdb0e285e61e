export { HeldOrders, type GivenOrder } from './held-orders.service.js';
export { HeldOrdersModule } from './held-orders.module.js';
export type { OrderContent } from './order-content.js';
export type { OrderDesk, Word } from './order-desk.js';
