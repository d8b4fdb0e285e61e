import type { KeptWait } from './waiting-for-word.js';

/** What an enrolment is of, and where it goes on when somebody has to confirm it. */
export interface EnrolmentOrder {
  secret: string;
  owner: { name: string; login: string } | undefined;
  invitedBy: string | null;
  onWait: (wait: KeptWait) => void;
}
