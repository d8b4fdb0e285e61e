import type { findingsHi } from './findings.hi.js';
import type { Message } from './message.js';

export const findingsEn: Record<keyof typeof findingsHi, Message> = {
  'finding.heading': 'What needs attention',
  'finding.nobody_publishes':
    'Nothing is being sent: no worker has been there for a minute, and posts have been due since {since}.',
  'finding.clocks_apart': {
    one: 'The clock of {host} and the database’s are {count} second apart.',
    other: 'The clock of {host} and the database’s are {count} seconds apart.',
  },
  'finding.clocks_stopped':
    'The clock of {host} and the database’s are {count} seconds apart: nothing is sent from there.',
  'finding.platform_paused': '{platform} wants a pause: some posts wait until {until}.',
  'finding.platform_down':
    '{platform} cannot be reached from {host} since {since}: its posts wait.',
  'finding.vacuum_held_back': 'A program keeps the database from tidying up; sending becomes slow.',
  'finding.record_not_chained':
    'New lines of the record have not been chained since {since}: a change of them would not be found.',
  'remedy.nobody_publishes':
    'Ask whoever runs the server to start a worker. Nothing is lost; what is too late by then waits for you.',
  'remedy.clocks_apart': 'Ask whoever runs the servers to set both clocks by the network (NTP).',
  'remedy.platform_paused':
    'You need not do anything: they go out by themselves then. If it happens often, give posts different times.',
  'remedy.platform_down':
    'You need not do anything: they go out by themselves when it is back; what is too late by then waits for you. If other pages do not open either, ask whoever runs the server.',
  'remedy.vacuum_held_back':
    'Ask whoever runs the database to end it; the server’s log names the program.',
  'remedy.record_not_chained':
    'Ask whoever runs the server to start a worker; where one runs, its log has the reason.',
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
