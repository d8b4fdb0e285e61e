import type { Message } from './message.js';
import type { ordersHi } from './orders.hi.js';

export const ordersEn: Record<keyof typeof ordersHi, Message> = {
  'orders.heading': 'Orders that wait for a second person',
  'orders.waits': {
    one: 'Waits for a second person: {count} account',
    other: 'Waits for a second person: {count} accounts',
  },
  'orders.waits_recall': 'Nothing more goes out; what is public is deleted once it is confirmed.',
  'orders.waits_lift': 'The stop stands until it is confirmed.',
  'orders.waits_again': 'Nothing is sent again until it is confirmed.',
  'orders.by': 'ordered by {name}, {when}',
  'orders.confirmers': 'May confirm it: {names}',
  'orders.nobody': 'Nobody else may confirm it. Ask the owner.',
  'orders.recall': 'Take back everywhere',
  'orders.lift': 'Let what is stopped go on',
  'orders.retry': 'Try again what did not go out',
  'orders.send_again': 'Send again, though it may then stand twice',
  'orders.confirm': 'Confirm',
  'orders.refuse': 'Refuse',
  'orders.note': 'Why not (stays in the record)',
  'orders.confirm_refuse': 'Refuse the order',
  'orders.confirmed_now': 'Confirmed: it is being done',
  'orders.refused_now': 'The order was refused',
};
