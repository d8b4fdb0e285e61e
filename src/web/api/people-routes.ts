import type { PasskeyOptions } from '../../contract/passkeys.js';
import type {
  CodeKey,
  DeviceView,
  EnrolPasskey,
  EnrolPassword,
  Enrolled,
  InviteFace,
  InviteLink,
  NewInvite,
  PasskeyOrder,
  PeopleView,
} from '../../contract/people.js';
import { send } from './client.js';

/** People, their devices, and how a phone becomes one. */
export const peopleApi = {
  people: (search: string) =>
    send(
      'GET',
      `/people${search === '' ? '' : `?search=${encodeURIComponent(search)}`}`,
    ) as Promise<PeopleView>,
  invite: (invite: NewInvite) => send('POST', '/people/invites', invite) as Promise<InviteLink>,
  inviteAgain: (personId: number) =>
    send('POST', `/people/${personId}/invites`) as Promise<InviteLink>,
  confirm: (inviteId: number, matchingCode: string) =>
    send('POST', `/people/invites/${inviteId}/confirm`, { matchingCode }),
  refuse: (inviteId: number) => send('POST', `/people/invites/${inviteId}/refuse`),
  putOut: (personId: number) => send('POST', `/people/${personId}/revoke`),

  devices: () => send('GET', '/devices') as Promise<DeviceView[]>,
  revoke: (deviceId: number) => send('POST', `/devices/${deviceId}/revoke`),

  look: (secret: string) => send('POST', '/enrolment/look', { secret }) as Promise<InviteFace>,
  askPasskey: (order: PasskeyOrder) =>
    send('POST', '/enrolment/passkey/options', order) as Promise<PasskeyOptions>,
  enrolPasskey: (order: EnrolPasskey) =>
    send('POST', '/enrolment/passkey', order) as Promise<Enrolled>,
  codeKey: (secret: string) => send('POST', '/enrolment/code-key', { secret }) as Promise<CodeKey>,
  enrolPassword: (order: EnrolPassword) =>
    send('POST', '/enrolment/password', order) as Promise<Enrolled>,
  finish: (waitSecret: string) =>
    send('POST', '/enrolment/finish', { waitSecret }) as Promise<{ state: 'open' | 'waiting' }>,
};
