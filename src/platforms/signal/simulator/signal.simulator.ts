import { jsonAnswer } from '../../../sandbox/answer.js';
import type { Operation } from '../../../sandbox/platforms.js';
import { bodyFields } from '../../../sandbox/request-body.js';
import type {
  Desk,
  Performance,
  PlatformRequest,
  Reception,
  Simulator,
} from '../../../sandbox/simulator.js';
import { internalIdOf, signalAccountShape, type SignalAccount } from './signal-account.js';
import {
  badRequest,
  noEntry,
  noSuchGroup,
  notRegistered,
  signalRefusal,
} from './signal-answers.js';
import {
  fieldsShape,
  remoteDelete,
  send,
  unchanged,
  type Fields,
  type GroupCall,
} from './signal-messages.js';

/** bbernhard/signal-cli-rest-api, src/docs/swagger.json at a08db23 (2026-08-16), read 2026-11-24. */
export const signalSimulator: Simulator<SignalAccount> = {
  prefix: '/signal',
  accountShape: signalAccountShape,
  label: ({ groupId, name }) => ({ id: groupId, name, handle: name }),
  keys: ({ number, groupId }) => [`number:${number}`, `${number}/${groupId}`],
  receive,
  refusal: signalRefusal,
};

interface Route {
  readonly operation: Operation;
  readonly number: string;
  readonly groupId: string;
}

function receive(request: PlatformRequest, desk: Desk<SignalAccount>): Reception {
  const fields = fieldsShape.safeParse(bodyFields(request)).data ?? {};
  const route = routeFor(request, fields);
  const [known] = desk.accounts.having(`number:${route?.number ?? ''}`);
  const [group] = desk.accounts.having(`${route?.number ?? ''}/${route?.groupId ?? ''}`);
  return {
    account: group ? signalSimulator.label(group) : null,
    operation: route?.operation ?? 'read',
    text: fields.message || null,
    postId: (fields.timestamp ?? fields.edit_timestamp)?.toString() ?? null,
    perform: () => {
      if (!route) return unchanged(jsonAnswer(404, '404 page not found'));
      if (known?.apiToken !== undefined && !carries(request, known.apiToken)) {
        return unchanged(noEntry());
      }
      if (!known) return unchanged(notRegistered(route.number));
      if (route.operation === 'read') return unchanged(group ? groupEntry(group) : noSuchGroup());
      if (!group) return unchanged(badRequest(`Group not found: ${route.groupId}`));
      return act(route, { group, fields, desk });
    },
  };
}

function act({ operation }: Route, call: GroupCall): Performance {
  return operation === 'delete' ? remoteDelete(call) : send(call);
}

function routeFor({ method, path }: PlatformRequest, fields: Fields): Route | null {
  const [version, what, ...rest] = path.slice(1).split('/').map(decodeURIComponent);
  const [number = '', groupId = ''] = rest;
  switch (`${method} ${version ?? ''} ${what ?? ''}`) {
    case 'POST v2 send': {
      return {
        operation: fields.edit_timestamp === undefined ? 'create' : 'edit',
        number: fields.number ?? '',
        groupId: fields.recipients?.[0] ?? '',
      };
    }
    case 'DELETE v1 remote-delete':
      return { operation: 'delete', number, groupId: fields.recipient ?? '' };
    case 'GET v1 groups':
      return groupId === '' ? null : { operation: 'read', number, groupId };
    default:
      return null;
  }
}

function carries({ headers }: PlatformRequest, apiToken: string): boolean {
  return headers.authorization === `Bearer ${apiToken}`;
}

function groupEntry(group: SignalAccount) {
  const { groupId, name, isMember, isMuted, number, members } = group;
  const others = Array.from({ length: members }, (_none, index) => `+9198${10_000_000 + index}`);
  return jsonAnswer(200, {
    id: groupId,
    internal_id: internalIdOf(group),
    name,
    description: '',
    invite_link: '',
    blocked: false,
    member: isMember,
    members: isMember ? [number, ...others.slice(1)] : others,
    admins: isMuted ? others.slice(-1) : [number],
    pending_invites: [],
    pending_requests: [],
    permissions: {
      add_members: 'only-admins',
      edit_group: 'only-admins',
      send_messages: isMuted ? 'only-admins' : 'every-member',
    },
  });
}
