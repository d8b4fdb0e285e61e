import { useDistricts } from '../../districts/use-districts.js';
import { useMay, useSession } from '../../session/use-session.js';

export interface ConnectRights {
  /** Accounts of the places that this person sees. */
  mayConnect: boolean;
  /** Accounts of any place: lists, tokens and what was found go beyond one's own places. */
  mayConnectAnywhere: boolean;
}

export function useConnectRights(): ConnectRights {
  const mayConnect = useMay('accounts.import');
  const { place } = useSession();
  const tree = useDistricts().data;
  const isAtTheTop = tree?.byId.get(place.id)?.parentId === null;
  return { mayConnect, mayConnectAnywhere: mayConnect && isAtTheTop };
}
