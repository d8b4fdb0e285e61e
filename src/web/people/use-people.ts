import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { NewInvite } from '../../contract/people.js';
import { peopleApi } from '../api/people-routes.js';
import { tell } from '../frame/notice.js';
import type { MessageId } from '../language/catalogue.js';
import { useWords } from '../language/use-words.js';

/** A phone that waits is seen soon: somebody stands there with it. */
const LOOK_EVERY_MS = 3_000;

export function usePeople(search: string) {
  return useQuery({
    queryKey: ['people', search],
    queryFn: () => peopleApi.people(search),
    placeholderData: (before) => before,
    refetchInterval: LOOK_EVERY_MS,
  });
}

export function useDevices() {
  return useQuery({ queryKey: ['devices'], queryFn: peopleApi.devices });
}

export function useInvite() {
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (invite: NewInvite) => peopleApi.invite(invite),
    onSettled: refresh,
  });
}

export function useInviteAgain() {
  return useMutation({ mutationFn: peopleApi.inviteAgain, onSettled: useRefresh() });
}

export function useConfirm({ inviteId, name }: { inviteId: number; name: string }) {
  const { t } = useWords();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: (matchingCode: string) => peopleApi.confirm(inviteId, matchingCode),
    onSuccess: () => {
      tell({ tone: 'done', message: t('people.confirmed', { name }) });
    },
    onSettled: refresh,
  });
}

export function useRefuse(inviteId: number) {
  return useTold(() => peopleApi.refuse(inviteId), 'people.refused');
}

export function usePutOut(personId: number) {
  return useTold(() => peopleApi.putOut(personId), 'people.put_out_done');
}

export function useRevoke(deviceId: number) {
  return useTold(() => peopleApi.revoke(deviceId), 'devices.revoked');
}

function useTold(act: () => Promise<unknown>, done: MessageId) {
  const { t } = useWords();
  const refresh = useRefresh();
  return useMutation({
    mutationFn: act,
    onSuccess: () => {
      tell({ tone: 'done', message: t(done) });
    },
    onSettled: refresh,
  });
}

function useRefresh() {
  const client = useQueryClient();
  return () =>
    Promise.all([
      client.invalidateQueries({ queryKey: ['people'] }),
      client.invalidateQueries({ queryKey: ['devices'] }),
    ]);
}
