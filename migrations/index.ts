import { CreateDistricts1764000000001 } from './1764000000001-create-districts.js';
import { CreatePeople1764000000002 } from './1764000000002-create-people.js';
import { CreateAccounts1764000000003 } from './1764000000003-create-accounts.js';
import { CreatePosts1764000000004 } from './1764000000004-create-posts.js';
import { CreateDeliveries1764000000005 } from './1764000000005-create-deliveries.js';
import { CreateAudit1764000000006 } from './1764000000006-create-audit.js';

/** Every migration, oldest first. */
export const MIGRATIONS = [
  CreateDistricts1764000000001,
  CreatePeople1764000000002,
  CreateAccounts1764000000003,
  CreatePosts1764000000004,
  CreateDeliveries1764000000005,
  CreateAudit1764000000006,
];
