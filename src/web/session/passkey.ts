import type { AssertedPasskey, NewPasskey, PasskeyOptions } from '../../contract/passkeys.js';
import { i18n } from '@lingui/core';
import { fetchPart } from '../api/fetch-part.js';
import { Refusal } from '../api/refusal.js';

const library = () => fetchPart(() => import('@simplewebauthn/browser'));

type CreationOptions = Parameters<
  Awaited<ReturnType<typeof library>>['startRegistration']
>[0]['optionsJSON'];
type RequestOptions = Parameters<
  Awaited<ReturnType<typeof library>>['startAuthentication']
>[0]['optionsJSON'];

/** Lets the phone make a passkey. @throws Refusal when the person or the phone says no. */
export async function makePasskey(options: PasskeyOptions): Promise<NewPasskey> {
  const { startRegistration } = await library();
  const optionsJSON = options as CreationOptions;
  const { id, rawId, response } = await orRefusal(() => startRegistration({ optionsJSON }));
  const { clientDataJSON, attestationObject, transports = [] } = response;
  return {
    id,
    rawId,
    type: 'public-key',
    response: { clientDataJSON, attestationObject, transports },
    clientExtensionResults: {},
  };
}

/** Lets the phone sign with its passkey. @throws Refusal when the person or the phone says no. */
export async function signWithPasskey(options: PasskeyOptions): Promise<AssertedPasskey> {
  const { startAuthentication } = await library();
  const optionsJSON = options as RequestOptions;
  const { id, rawId, response } = await orRefusal(() => startAuthentication({ optionsJSON }));
  const { clientDataJSON, authenticatorData, signature } = response;
  return {
    id,
    rawId,
    type: 'public-key',
    response: { clientDataJSON, authenticatorData, signature },
    clientExtensionResults: {},
  };
}

async function orRefusal<T>(ask: () => Promise<T>): Promise<T> {
  try {
    return await ask();
  } catch {
    throw new Refusal(0, [{ code: 'no_passkey', message: i18n._('session.no_passkey') }]);
  }
}
