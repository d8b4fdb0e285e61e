import { z } from 'zod';
import { assertedPasskey } from './passkeys.js';
import type { Permission } from './permissions.js';
import { plainText } from './plain-text.js';

const login = plainText.trim().toLowerCase().min(1).max(100);
const password = plainText.min(1).max(200);

/** Six digits of an authenticator app. */
export const oneTimeCode = z
  .string()
  .trim()
  .regex(/^[0-9]{6}$/, 'Six digits of the authenticator app.');

export const signIn = z.object({ login, password, code: oneTimeCode.optional() });
export type SignIn = z.infer<typeof signIn>;

/** The proof anew that it is them: by the session's own passkey, or by its password with a code. */
export const stepUp = z
  .object({
    passkey: assertedPasskey.optional(),
    password: password.optional(),
    code: oneTimeCode.optional(),
  })
  .refine(({ passkey, password }) => (passkey === undefined) !== (password === undefined), {
    error: 'Either a passkey or a password.',
    path: ['passkey'],
  });
export type StepUp = z.infer<typeof stepUp>;

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

/** How one signs in to this installation. */
export interface SignInWays {
  /** False where browsers offer no passkeys: the public address is no https and no localhost, or a bare number. */
  passkey: boolean;
  password: 'with_code' | 'alone' | 'off';
  /** Nobody can sign in yet: the code that the server printed makes the first owner. */
  isUnclaimed: boolean;
}

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
  device: { id: number; factor: Factor };
}

/** What a device proves a person with. */
export type Factor = 'passkey' | 'password_with_code' | 'password';
