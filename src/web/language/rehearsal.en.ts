import type { Message } from './message.js';
import type { rehearsalHi } from './rehearsal.hi.js';

export const rehearsalEn: Record<keyof typeof rehearsalHi, Message> = {
  'rehearsal.do': 'Test without publishing',
  'rehearsal.passed': 'The test passed. Nothing was published.',
  'rehearsal.refused': 'No post would go out on this account. Nothing was published.',
  'rehearsal.unavailable':
    'The platform could not be asked. Test again in a while; nothing was published.',
  'rehearsal.rest': 'Whether everybody sees a post only the first real one shows.',
  'rehearsal.step.identified': 'The key is this account’s own',
  'rehearsal.step.may_publish': 'The platform says that it may post',
  'rehearsal.step.writes': 'The group saw “typing” for a moment: writing works',
  'rehearsal.step.has_room': 'Today’s limit has room left',
  'rehearsal.step.uploaded': 'The platform took a plain picture',
  'rehearsal.step.prepared': 'The platform let an unpublished post be prepared',
  'rehearsal.step.removed': 'That unpublished post was deleted',
  'rehearsal.left.picture': {
    one: 'A plain picture stays with the platform for {count} hour; nobody sees it.',
    other: 'A plain picture stays with the platform for {count} hours; nobody sees it.',
  },
  'rehearsal.left.draft': {
    one: 'The unpublished post stays with the platform for {count} hour; nobody sees it.',
    other: 'The unpublished post stays with the platform for {count} hours; nobody sees it.',
  },
  'rehearsal.left.picture_stays':
    'A plain picture stays with the platform; nobody outside sees it.',
  'rehearsal.left.draft_stays':
    'The unpublished post could not be deleted; only the account’s own people see it, and they can delete it.',
};
