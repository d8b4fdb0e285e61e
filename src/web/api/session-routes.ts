import type { PasskeyOptions, PasskeySignIn } from '../../contract/passkeys.js';
import type { SessionView, SignInWays, StepUp } from '../../contract/session.js';
import { send } from './client.js';

/** Signing in by passkey, and proving anew that it is the same person. */
export const sessionApi = {
  ways: () => send('GET', '/session/ways') as Promise<SignInWays>,
  askPasskey: () => send('POST', '/session/passkey/options') as Promise<PasskeyOptions>,
  signIn: (form: PasskeySignIn) => send('POST', '/session/passkey', form) as Promise<SessionView>,
  askStepUp: () => send('POST', '/session/step-up/options') as Promise<PasskeyOptions>,
  stepUp: (proof: StepUp) => send('POST', '/session/step-up', proof),
};
