import { z } from 'zod';
import type { Permission } from './permissions.js';
import { plainText } from './plain-text.js';

export const signIn = z.object({
  login: plainText.trim().toLowerCase().min(1).max(100),
  password: plainText.min(1).max(200),
});
export type SignIn = z.infer<typeof signIn>;

export const ROLES = [
  'owner',
  'central_editor',
  'central_approver',
  'district_lead',
  'volunteer',
  'booth_relay',
  'auditor',
  'operator',
] as const;
export type Role = (typeof ROLES)[number];

/** Who is signed in, and what the screen may offer them. */
export interface SessionView {
  personId: number;
  name: string;
  role: Role;
  /** The place whose subtree this person works in. */
  place: { id: number; nameEn: string; nameHi: string };
  can: Permission[];
  /** To how many accounts their post goes without a second person; null: to any number. */
  reachAlone: number | null;
}
