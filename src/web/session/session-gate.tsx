import type { ReactNode } from 'react';
import { Loaded } from '../frame/loaded.js';
import { SignInPage } from './sign-in-page.js';
import { SessionContext, useSessionQuery } from './use-session.js';

/** Shows the sign-in form in place of any page until somebody is signed in; the address stays. */
export function SessionGate({ children }: { children: ReactNode }) {
  const session = useSessionQuery();
  return (
    <Loaded query={session}>
      {(person) =>
        person ? <SessionContext value={person}>{children}</SessionContext> : <SignInPage />
      }
    </Loaded>
  );
}
