import { trustPlaces } from '../../src/kernel/egress/index.js';

/** The simulated platforms run on this machine, as an operator's own servers may. */
trustPlaces(['127.0.0.1', 'localhost', '::1']);
