import type { Message } from './message.js';
import type { approvalsHi } from './approvals.hi.js';

export const approvalsEn: Record<keyof typeof approvalsHi, Message> = {
  'nav.approvals': 'Approve',
  'approval.heading': 'Waiting for your approval',
  'approval.intro':
    'Exactly these words go to these accounts at this time. Nothing goes out without your word.',
  'approval.none': 'Nothing waits for your approval.',
  'approval.by': '{name}, {place}',
  'approval.due': 'Time: {when}',
  'approval.until': 'If it is not approved by {when}, it does not go out.',
  'approval.again': { one: 'Sent for the first time', other: 'Sent {count} times' },
  'approval.urgent': 'Goes before everything else',
  'approval.accounts': { one: '{count} account', other: '{count} accounts' },
  'approval.more_texts': {
    one: '{count} more text in which only the name of the place differs',
    other: '{count} more texts in which only the name of the place differs',
  },
  'approval.approve': 'Approve',
  'approval.return': 'Send back',
  'approval.note': 'What to change (its author reads this)',
  'approval.confirm_return': 'Send back to the author',
  'approval.approved_now': 'Approved: it goes out at its time',
  'approval.returned_now': 'Sent back to its author',
  'approval.awaiting': 'Waiting for approval',
  'approval.returned': 'Sent back',
  'approval.missed': 'Not approved in time',
  'approval.cancelled': 'Cancelled before it was approved',
  'approval.story_awaiting': {
    one: 'It goes to {count} account once the lead approves it.',
    other: 'It goes to {count} accounts once the lead approves it.',
  },
  'approval.story_missed':
    'Nobody approved it by its last moment, so it did not go out. Choose another time and send it anew.',
  'approval.story_returned': '{name} sent it back:',
  'approval.story_approved': 'Approved by {name}',
  'approval.send_anew': 'Change and send anew',
  'approval.decide': 'Read and decide',
  'approval.compose_next':
    'The lead reads it first. Once approved it goes out at its time; if it comes back, you read here why.',
  'approval.compose_send': {
    one: 'Send for approval ({count} account)',
    other: 'Send for approval ({count} accounts)',
  },
  'approval.compose_sent': 'Sent for approval',
  'trust.heading': 'Whom you trust',
  'trust.intro': 'What a trusted volunteer posts in their own district goes out without approval.',
  'trust.switch': '{name}, {place}: without approval',
  'trust.none': 'There is no volunteer in your places.',
  'trust.on': 'Posts by {name} go out without approval now',
  'trust.off': 'Posts by {name} wait for approval now',
};
