import { z } from 'zod';

/** What a browser is asked to pass to its authenticator: WebAuthn's options as JSON, read by the browser's library alone. */
export type PasskeyOptions = object;

const base64url = z
  .string()
  .max(16_384)
  .regex(/^[\w-]*$/);
const id = base64url.min(1).max(1_400);
const clientExtensionResults = z.object({});

/** A new passkey, as WebAuthn's RegistrationResponseJSON says it (W3C WebAuthn Level 3, read 2026-11-29). */
export const newPasskey = z.object({
  id,
  rawId: id,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(20)).max(8).default([]),
  }),
  clientExtensionResults,
});
export type NewPasskey = z.infer<typeof newPasskey>;

/** A passkey's signature, as WebAuthn's AuthenticationResponseJSON says it. */
export const assertedPasskey = z.object({
  id,
  rawId: id,
  type: z.literal('public-key'),
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
  }),
  clientExtensionResults,
});
export type AssertedPasskey = z.infer<typeof assertedPasskey>;

export const passkeySignIn = z.object({ passkey: assertedPasskey });
export type PasskeySignIn = z.infer<typeof passkeySignIn>;
