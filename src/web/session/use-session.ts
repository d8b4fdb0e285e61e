import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { createContext, useContext } from 'react';
import type { Permission } from '../../contract/permissions.js';
import type { SessionView } from '../../contract/session.js';
import { Refusal } from '../api/refusal.js';
import { api } from '../api/routes.js';
import { sessionApi } from '../api/session-routes.js';
import { signWithPasskey } from './passkey.js';

const KEY = ['session'];

/** Who is signed in: null when nobody is. */
export function useSessionQuery() {
  return useQuery({ queryKey: KEY, queryFn: sessionOrNobody, staleTime: Infinity });
}

async function sessionOrNobody(): Promise<SessionView | null> {
  try {
    return await api.session();
  } catch (error) {
    if (error instanceof Refusal && error.status === 401) return null;
    throw error;
  }
}

export function useSignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.signIn,
    onSuccess: (session) => {
      client.setQueryData(KEY, session);
    },
  });
}

export function usePasskeySignIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async () =>
      sessionApi.signIn({ passkey: await signWithPasskey(await sessionApi.askPasskey()) }),
    onSuccess: (session) => {
      client.setQueryData(KEY, session);
    },
  });
}

/** What to call when a session was opened outside of `useSignIn`: the screen asks whose it is. */
export function useOpenedSession(): () => Promise<void> {
  const client = useQueryClient();
  return () => client.resetQueries({ queryKey: KEY });
}

export function useSignOut() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: api.signOut,
    onSettled: () => {
      client.clear();
      client.setQueryData(KEY, null);
    },
  });
}

/** What to call when an answer outside of `api` says that nobody is signed in any more. */
export function useEndedSession(): () => void {
  const client = useQueryClient();
  return () => {
    client.setQueryData(KEY, null);
  };
}

export const SessionContext = createContext<SessionView | null>(null);

/** The signed-in person; only below `SessionGate`. */
export function useSession(): SessionView {
  const session = useContext(SessionContext);
  if (!session) throw new Error('useSession is called outside SessionGate.');
  return session;
}

export function useMay(permission: Permission): boolean {
  return useSession().can.includes(permission);
}
