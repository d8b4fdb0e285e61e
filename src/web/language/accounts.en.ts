import type { accountsHi } from './accounts.hi.js';
import type { Message } from './message.js';

export const accountsEn: Record<keyof typeof accountsHi, Message> = {
  'accounts.count': { one: '{count} account', other: '{count} accounts' },
  'accounts.search': 'Find a district or account',
  'accounts.filter': 'Filter accounts',
  'accounts.none': 'No account found.',
  'accounts.verified': 'Verified by the platform',
  'accounts.audience': '{audience} people',
  'accounts.checked': 'checked {when}',
  'accounts.views': 'Pages about accounts',
  'accounts.list': 'List',
  'accounts.coverage': 'District by district',
  'accounts.connect': 'Connect',

  'health.healthy': 'Healthy',
  'health.broken': 'Broken',
  'health.unchecked': 'Not checked',
  'health.warned': 'Look soon',
  'health.missing': 'No account',
  'health.since': 'since {when}',

  'trouble.credentials': 'The platform refused the key (token): it ended or was taken back.',
  'trouble.permission': 'Munadi has no right to post here.',
  'trouble.credit': 'What was paid in at the platform is used up.',
  'trouble.content': 'The platform refused the question.',
  'trouble.stranger': 'The key that is connected belongs to another account.',
  'trouble.unreadable': 'The stored key cannot be read here.',
  'trouble.moved': 'This group has become another one, which is connected here already.',
  'trouble.unnamed': 'Nothing goes out on this account.',
  'mend.credentials':
    'Sign in to the account again, have a new key made, and let the central team connect it again.',
  'mend.permission':
    'Ask the owner of the account or channel to let Munadi post again, then press “Check again”.',
  'mend.credit': 'Ask the central team to pay in at the platform, then press “Check again”.',
  'mend.content': 'Press “Check again” after a while; if it stays, tell the central team.',
  'mend.stranger': 'Ask the central team to connect the account again with its own key.',
  'mend.unreadable':
    'Ask the central team to connect the account again with its key; the server’s old master key would open it too.',
  'mend.moved':
    'Nothing is lost: posts go out there. Ask the central team to leave this account out of posts.',
  'mend.unnamed': 'Press “Check again”; the cause will stand here.',

  'warning.access_ends': 'The key of this account ends on {when}.',
  'warning.access_ended': 'The key of this account ended on {when}.',
  'warning.right_missing': 'This right is missing: {right}.',
  'warning.no_room': 'The platform’s limit is used up: posts wait until {when}.',
  'warn_mend.access_ends': 'Have a new key made before that, and connect the account again.',
  'warn_mend.right_missing':
    'Ask the account’s owner for this right too; everything else works meanwhile.',
  'warn_mend.no_room':
    'You need not do anything: they go out by themselves then. If it happens often, give posts different times.',
  'right.take_down': 'taking posts down',
  'right.edit': 'changing posts',
  'right.media': 'sending pictures and videos',
  'right.read_back': 'reading what was sent',

  'coverage.heading': 'What works in which district',
  'coverage.way': 'You are here',
  'coverage.whole': '{place}, all together',
  'coverage.own': '{place}’s own accounts',
  'coverage.open': 'See below {place}',
  'coverage.cell': '{place}, {platform}: {states}',
  'coverage.none': 'No account needed here',
  'coverage.verified': 'verified',
  'coverage.verified_of': '{count} of {total} verified',
  'coverage.more': 'Show more ({count} left)',
  'coverage.check_all': 'Check all accounts here',
  'coverage.ordered': {
    one: '{count} account is in line for a check',
    other: '{count} accounts are in line for a check',
  },
  'coverage.waiting': {
    one: '{count} account waits for its check',
    other: '{count} accounts wait for their check',
  },
  'coverage.registry': 'Official accounts (CSV)',
  'attention.ask': 'Whom to ask: {name} ({role}, {place})',
  'attention.ask_nobody': 'Nobody is responsible here yet: ask the central team.',
  'attention.check_again': 'Check again',
  'attention.mended': '{handle} is healthy now',
  'attention.still_broken': '{handle} is still broken',
  'attention.history': 'What happened before',
  'attention.turn': '{when}: {was} → {health}',
  'attention.never_turned': 'Nothing has changed so far.',
  'attention.missing': 'Districts without an account',
  'attention.missing_advice':
    'Have an account made in the district, then take the steps under “Connect”.',
  'role.owner': 'owner',
  'role.central_editor': 'central team',
  'role.district_lead': 'district lead',
  'role.volunteer': 'volunteer',
  'role.central_approver': 'central approver',
  'role.booth_relay': 'booth relay',
  'role.operator': 'operator',
  'role.auditor': 'auditor',

  'finding.accounts_broken': {
    one: '{count} account on {platform} is broken: nothing goes out on it.',
    other: '{count} accounts on {platform} are broken: nothing goes out on them.',
  },
  'finding.access_ends': {
    one: 'The key of {count} account on {platform} ends on {when}.',
    other: 'The keys of {count} accounts on {platform} end soon, the first on {when}.',
  },
  'finding.access_ended': {
    one: 'The key of {count} account on {platform} ended on {when}.',
    other:
      'The keys of {count} accounts on {platform} have ended or end today, the first on {when}.',
  },
  'remedy.accounts_broken':
    'Press it under “District by district”: the cause stands there, and whom to ask.',
  'remedy.access_ends':
    'Have new keys made before that and connect the accounts again; which ones, “District by district” shows.',
};
