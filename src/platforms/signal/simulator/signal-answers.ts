import { jsonAnswer, type Answer } from '../../../sandbox/answer.js';
import type { RefusalCause, RefusalTerms } from '../../../sandbox/simulator.js';

/**
 * bbernhard/signal-cli-rest-api at a08db23 (2026-08-16): src/docs/swagger.json for the shapes, src/api/api.go for the
 * status codes; the words of signal-cli's own refusals from AsamK/signal-cli 0.14.7. Read 2026-11-24.
 */
export const sentAt = (timestamp: string): Answer => jsonAnswer(201, { timestamp });
export const badRequest = (error: string): Answer => jsonAnswer(400, { error });
export const noSuchGroup = (): Answer => jsonAnswer(404, { error: 'No group with that id found' });
export const notRegistered = (number: string): Answer =>
  badRequest(`User ${number} is not registered.`);

/** The API itself asks for no token: this is a gateway that stands before it. */
export const noEntry = (): Answer => jsonAnswer(401, { message: 'Unauthorized' });

const rateLimited = (): Answer =>
  jsonAnswer(429, {
    error:
      "Failed to send message due to rate limiting. Use the attached challenge tokens to lift the rate limit restrictions via the '/v1/accounts/{number}/rate-limit-challenge' endpoint.",
    challenge_tokens: ['11b0ba8a-7c1f-4a0a-9c37-1d1d1d1d1d1d'],
    account: '+910000000000',
  });

export function signalRefusal(cause: RefusalCause, _terms: RefusalTerms): Answer {
  switch (cause) {
    case 'unauthorized':
      return notRegistered('+910000000000');
    case 'rate_limited':
    case 'rate_limited_without_reset':
      // The API passes on no time.
      return rateLimited();
    case 'server_error':
      return { status: 500, headers: {}, body: '' };
    case 'invalid':
    case 'duplicate':
      // Nothing is refused for being said twice; this is the answer to whatever went wrong on the way.
      return badRequest('Failed to send message');
  }
}
