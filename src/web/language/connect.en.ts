import type { connectHi } from './connect.hi.js';
import type { Message } from './message.js';

export const connectEn: Record<keyof typeof connectHi, Message> = {
  'connect.heading': 'Connect an account',
  'connect.intro': 'Choose the platform and the district, then take step by step.',
  'connect.again': 'To be connected again: {handle}',
  'connect.district': 'District',
  'connect.pick': 'Platform',
  'connect.how': 'How to connect',
  'connect.step': 'Step {count}',
  'connect.no_guide': 'The steps for this platform are not written yet. Ask the central team.',
  'connect.others': 'The organisation’s owner connects accounts. Show them these steps.',
  'connect.open': 'Connect',
  'connect.open_again': 'Connect again',
  'connect.one': 'Connect an account',

  'way.lend': 'On the platform’s own page',
  'way.lend_why': 'Somebody of the district says yes there. No key is copied.',
  'way.find': 'By adding the bot to the channel',
  'way.find_why': 'Munadi finds every channel that the bot is added to.',
  'way.list': 'All Pages at once, with one key',
  'way.list_why': 'Munadi shows all accounts of that key; you match them to districts.',
  'way.rows': 'From a list (CSV)',
  'way.rows_why': 'Many accounts at once, with their keys filled in.',

  'lend.choose_first': 'Choose the district above first.',
  'lend.go': 'Go to the platform’s page',

  'places.choose': 'Choose the district',
  'places.likely': 'Perhaps this one',
  'places.all': 'All places',
  'places.has_account': 'has an account already',
  'places.not_any': 'Do not connect this one',

  'found.heading': 'Accounts that were found',
  'found.waiting': {
    one: '{count} new account was found: say which district it belongs to',
    other: '{count} new accounts were found: say which districts they belong to',
  },
  'found.none':
    'No new account was found yet. It shows here by itself within a minute after the bot was added.',
  'found.at': 'changed {when}',
  'found.kind.channel': 'channel',
  'found.kind.group': 'group',
  'found.no_right': 'It gave no right to post. Ask the channel’s owner to give the bot that right.',
  'found.match': 'Connect to {place}',
  'found.other': 'Choose another district',
  'found.ignore': 'Not ours',
  'found.ignored_done': '{title} will not show any more',
  'found.ignored': { one: 'Not ours: {count}', other: 'Not ours: {count}' },
  'found.unignore': 'Bring {title} back',
  'found.connected': '{title} is connected to {place}.',

  'listed.token': 'Paste the key (token) here',
  'listed.token_kept':
    'The key serves this one purpose: it does not stay on this page and is kept nowhere.',
  'listed.business': 'Number of the business (not needed)',
  'listed.business_why': 'With it, only the accounts of that business come.',
  'listed.find': 'Show the accounts',
  'listed.heading': { one: '{count} account found', other: '{count} accounts found' },
  'listed.none':
    'No account is assigned to this key. Assign the Pages to the system user and make a new key.',
  'listed.filter': 'Filter accounts',
  'listed.all': 'All',
  'listed.open': 'Without district',
  'listed.chosen': 'With district',
  'listed.held': 'Connected before',
  'listed.wrong': 'Wrong',
  'listed.nothing_here': 'Nothing under this filter.',
  'listed.guessed': 'told by its name, have a look',
  'listed.held_by': 'connected before, gets a new key',
  'listed.left_out': 'left out without a district',
  'listed.district_of': 'District of {name}: {place}',
  'listed.connect': { one: 'Connect {count} account', other: 'Connect {count} accounts' },
  'listed.rest': {
    one: '{count} without a district is left out',
    other: '{count} without a district are left out',
  },
  'listed.refused': {
    one: 'Nothing was connected: {count} account is wrong. Mend it and press again.',
    other: 'Nothing was connected: {count} accounts are wrong. Mend them and press again.',
  },
  'listed.start_over': 'With another key',

  'test.heading': 'Check it now',
  'test.why': 'Munadi asks the platform whether the account works. Nothing is published.',
  'test.one': 'Check the account',
  'test.many': { one: 'Check {count} account', other: 'Check {count} accounts' },
  'test.going': '{count} of {total} checked',
  'test.all_well': { one: 'The account works.', other: 'All {count} accounts work.' },
  'test.unasked': '{handle}: {message}',

  'import.heading': 'Connect many from a list',
  'import.intro':
    'Download the empty list, fill it in and choose it here. First it is only tried; nothing changes without your word.',
  'import.columns': 'Columns of this platform’s keys: {columns}',
  'import.template': 'Download the empty list (CSV)',
  'import.choose': 'Choose the filled CSV',
  'import.would': '{added} new, {changed} would change, {unchanged} as before',
  'import.row': 'row {row}, {column}: {message}',
  'import.do': 'Yes, connect',
  'import.done': '{added} new, {changed} changed, {unchanged} as before',
  'import.wrong': 'Nothing was connected. Mend these rows and choose the file again:',
  'import.look': 'See district by district',

  'returned.connected': '{handle} is connected.',
  'returned.next': 'Connect the next account',
  'returned.again': 'Begin again',
  'returned.not_connected': 'The account was not connected. Begin again, or ask the central team.',
  'returned.failed':
    'The platform did not hand the account over, or did not answer. Begin again in a while.',
  'returned.not_allowed': 'Your role may not connect accounts. Ask the organisation’s owner.',
  'returned.gone': 'That district or account is not there any more. Choose again and begin.',
  'returned.ended': 'This took too long, or was begun in another browser. Begin again in this one.',
  'returned.declined':
    'The account was not lent to Munadi. Begin again and allow it on the platform’s page.',
  'returned.elsewhere':
    'This account belongs to another district already. Sign in at the platform with the right one, then begin again.',
  'returned.other':
    'You were signed in at the platform with another account. Sign in there with the right one, then begin again.',
};
