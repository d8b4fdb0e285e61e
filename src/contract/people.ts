import { z } from 'zod';
import { newPasskey } from './passkeys.js';
import { MIN_PASSWORD_CHARACTERS } from './passwords.js';
import { plainText } from './plain-text.js';
import { oneTimeCode, ROLES, type Factor, type Role } from './session.js';
import { MAX_ROW_ID } from './row-id.js';

const placeId = z.number().int().positive().max(MAX_ROW_ID);
const name = plainText.trim().min(1).max(200);
const login = plainText.trim().toLowerCase().min(1).max(100);

/** For somebody new; the server makes a login name where none is given. */
export const newInvite = z.object({
  name,
  role: z.enum(ROLES),
  placeId,
  login: login.optional(),
});
export type NewInvite = z.infer<typeof newInvite>;

/** An invite as it is shown once: its secret is not kept. */
export interface InviteLink {
  id: number;
  personId: number;
  name: string;
  /** The secret stands behind `#`, which browsers send to nobody. */
  url: string;
  expiresAt: string;
}

/** What a link or a typed code stands for. */
const secret = z.string().trim().min(16).max(64);
export const inviteSecret = z.object({ secret });
export type InviteSecret = z.infer<typeof inviteSecret>;

/** Who an invite is for. `person` is null where whoever takes it becomes the first owner. */
export interface InviteFace {
  person: {
    name: string;
    login: string;
    role: Role;
    place: { nameEn: string; nameHi: string };
  } | null;
  /** Who has to confirm; null where nobody has to. */
  invitedBy: string | null;
  expiresAt: string;
  ways: { passkey: boolean; password: boolean };
}

const about = {
  secret,
  /** What the person calls the device; the server names it when this is empty. */
  deviceName: plainText.trim().max(60).default(''),
};

/** Who the first owner is; left out of every other invite. */
const owner = z.object({ name, login }).optional();

export const passkeyOrder = z.object({ secret, owner });
export type PasskeyOrder = z.infer<typeof passkeyOrder>;

export const enrolPasskey = z.object({ ...about, owner, passkey: newPasskey });
export type EnrolPasskey = z.infer<typeof enrolPasskey>;

export const enrolPassword = z.object({
  ...about,
  owner,
  password: plainText.min(MIN_PASSWORD_CHARACTERS).max(200),
  /** The key that the server made and the authenticator app holds. */
  codeKey: z.string().regex(/^[A-Z2-7]{32}$/),
  code: oneTimeCode,
});
export type EnrolPassword = z.infer<typeof enrolPassword>;

/** A key for an authenticator app. */
export interface CodeKey {
  codeKey: string;
  /** `otpauth://...`, which the app opens or reads as a QR code. */
  uri: string;
}

/** What became of an enrolment: the session is open, or the one who invited has to confirm first. */
export type Enrolled = { state: 'open' } | EnrolmentWait;
export interface EnrolmentWait {
  state: 'waiting';
  /** Shown on both sides, to be compared. */
  matchingCode: string;
  /** Fetches the session once it is confirmed. */
  waitSecret: string;
}

export const waitOrder = z.object({ waitSecret: secret });
export type WaitOrder = z.infer<typeof waitOrder>;

/** The digits that the one who confirms sees on the phone in front of them. */
export const confirmOrder = z.object({ matchingCode: z.string().regex(/^[0-9]{6}$/) });
export type ConfirmOrder = z.infer<typeof confirmOrder>;

export interface DeviceView {
  id: number;
  name: string;
  factor: Factor;
  /** Its passkey is kept by a service that copies it to other devices of the person. */
  isSynced: boolean;
  addedAt: string;
  lastUsedAt: string | null;
  /** The one that asks. */
  isThis: boolean;
}

export const peopleQuery = z.object({
  search: z.string().trim().max(100).optional(),
});
export type PeopleQuery = z.infer<typeof peopleQuery>;

export interface PersonView {
  id: number;
  name: string;
  login: string;
  role: Role;
  place: { id: number; nameEn: string; nameHi: string };
  /** `invited`: has no device yet. `out`: every device was taken away. */
  state: 'active' | 'invited' | 'out';
  devices: DeviceView[];
  /** A phone that waits to be confirmed. */
  waiting: { inviteId: number; matchingCode: string; deviceName: string; since: string } | null;
  can: { invite: boolean; revoke: boolean };
}

export interface PeopleView {
  people: PersonView[];
  /** There are more; a search finds them. */
  isCut: boolean;
  /** Roles that the caller may invite. */
  roles: Role[];
}
