import { useMutation } from '@tanstack/react-query';
import { useNavigate } from 'react-router';
import type { CodeKey, Enrolled } from '../../contract/people.js';
import { peopleApi } from '../api/people-routes.js';
import { makePasskey } from '../session/passkey.js';
import { useOpenedSession } from '../session/use-session.js';
import type { EnrolmentOrder } from './enrolment-order.js';
import { keepWait } from './waiting-for-word.js';

export function useEnrolByPasskey({ secret, owner, ...after }: EnrolmentOrder) {
  const onEnrolled = useEnrolled(after);
  return useMutation({
    mutationFn: async () => {
      const passkey = await makePasskey(await peopleApi.askPasskey({ secret, owner }));
      return peopleApi.enrolPasskey({ secret, owner, passkey, deviceName: '' });
    },
    onSuccess: onEnrolled,
  });
}

export interface NewPassword {
  password: string;
  code: string;
}

export function useEnrolByPassword(
  { secret, owner, ...after }: EnrolmentOrder,
  key: CodeKey | undefined,
) {
  const onEnrolled = useEnrolled(after);
  return useMutation({
    mutationFn: (form: NewPassword) => {
      const codeKey = key?.codeKey ?? '';
      return peopleApi.enrolPassword({ ...form, secret, owner, codeKey, deviceName: '' });
    },
    onSuccess: onEnrolled,
  });
}

/** Into the product, or into the waiting room. The link's secret leaves the address: it is used up. */
function useEnrolled({ invitedBy, onWait }: Pick<EnrolmentOrder, 'invitedBy' | 'onWait'>) {
  const navigate = useNavigate();
  const opened = useOpenedSession();
  return async (enrolled: Enrolled) => {
    if (enrolled.state === 'waiting') {
      const { matchingCode, waitSecret } = enrolled;
      const wait = { matchingCode, waitSecret, invitedBy: invitedBy ?? '' };
      keepWait(wait);
      onWait(wait);
      return;
    }
    await opened();
    await navigate('/', { replace: true });
  };
}
