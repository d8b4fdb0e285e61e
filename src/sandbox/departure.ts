import { isAccepted, jsonAnswer, type Answer } from './answer.js';
import type { DrawnFault } from './faults.js';
import type { Performance, Reception, RefusalCause, RefusalTerms } from './simulator.js';

/** What leaves for the client. */
export type Departure =
  { kind: 'answer'; answer: Answer; delayMs: number } | { kind: 'reset' } | { kind: 'hang' };

export interface Outcome {
  readonly changes: Performance['changes'];
  /** The platform did not take the request, of its own accord or because a fault said so. */
  readonly isRefused: boolean;
  readonly departure: Departure;
  readonly fault: string | null;
}

export type Refuse = (cause: RefusalCause, terms: RefusalTerms) => Answer;

/** Lets the simulator act, or not, and bends the answer as the drawn fault says. */
export function settle(
  reception: Reception,
  drawn: DrawnFault | null,
  { refuse, now }: { refuse: Refuse; now: Date },
): Outcome {
  if (drawn && !drawn.kind.accepts) {
    drawn.fire();
    const departure = bend(null, drawn, { refuse, now });
    return { changes: [], isRefused: true, departure, fault: drawn.name };
  }
  const { answer, changes } = reception.perform();
  // A fault that shows after acceptance has nothing to show on a request the platform refuses.
  if (!drawn || !isAccepted(answer)) {
    return { changes, isRefused: !isAccepted(answer), departure: leaving(answer), fault: null };
  }
  drawn.fire();
  const departure = bend(answer, drawn, { refuse, now });
  return { changes, isRefused: false, departure, fault: drawn.name };
}

/** How the ledger names a departure. */
export function departureName(departure: Departure): string {
  return departure.kind === 'answer' ? String(departure.answer.status) : departure.kind;
}

function bend(
  answer: Answer | null,
  { kind, rule }: DrawnFault,
  { refuse, now }: { refuse: Refuse; now: Date },
): Departure {
  const { retryAfterMs, code, status } = rule;
  const natural = answer ?? jsonAnswer(200, {});
  switch (kind.leaves) {
    case 'reset':
      return { kind: 'reset' };
    case 'hang':
      return { kind: 'hang' };
    case 'late':
      return { kind: 'answer', answer: natural, delayMs: rule.delayMs };
    case 'malformed':
      return leaving({ ...natural, body: natural.body.slice(0, natural.body.length / 2) });
    case 'empty':
      return leaving({ ...natural, body: '' });
    case 'html':
      return leaving(proxyPage(status ?? 502));
    case 'refusal': {
      const refusal = refuse(kind.cause ?? 'invalid', { now, retryAfterMs, code, status });
      const body = rule.body === undefined ? refusal.body : JSON.stringify(rule.body);
      return leaving({ ...refusal, status: status ?? refusal.status, body });
    }
  }
}

function leaving(answer: Answer): Departure {
  return { kind: 'answer', answer, delayMs: 0 };
}

/** What a proxy in front of a platform says when it cannot reach it. */
function proxyPage(status: number): Answer {
  return {
    status,
    headers: { 'content-type': 'text/html' },
    body: `<html><head><title>${status} Bad Gateway</title></head><body><center><h1>${status} Bad Gateway</h1></center></body></html>`,
  };
}
