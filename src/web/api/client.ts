import type { ProblemsAnswer } from '../../contract/problems.js';
import { i18n } from '@lingui/core';
import { currentLanguage } from '../language/runtime.js';
import { askForProof } from './proof.js';
import { Refusal, type Problem } from './refusal.js';

type Method = 'GET' | 'POST' | 'PUT' | 'DELETE';

/**
 * One request to the server, in the language of the screen. Where the server wants a fresh proof that it is the same
 * person, they are asked and the request is sent again. Anything but success is thrown as a `Refusal`.
 */
export async function send(method: Method, path: string, body?: unknown): Promise<unknown> {
  try {
    return await sendOnce(method, path, body);
  } catch (error) {
    const isAsked = error instanceof Refusal && error.problems[0]?.code === 'step_up_needed';
    if (!isAsked || !(await askForProof())) throw error;
    return sendOnce(method, path, body);
  }
}

async function sendOnce(method: Method, path: string, body?: unknown): Promise<unknown> {
  const headers: Record<string, string> = {
    Accept: 'application/json',
    'Accept-Language': currentLanguage(),
  };
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  const answer = await reach(path, {
    method,
    headers,
    credentials: 'same-origin',
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const content: unknown = await answer.json().catch(() => null);
  if (answer.ok) return content;
  throw new Refusal(answer.status, isProblems(content) ? content.problems : [noAnswer()]);
}

async function reach(path: string, request: RequestInit): Promise<Response> {
  try {
    return await fetch(`/api${path}`, request);
  } catch {
    throw new Refusal(0, [noAnswer()]);
  }
}

function noAnswer() {
  return { code: 'no_answer', message: i18n._('no_answer') };
}

/** What a refusal says whose body was read as text; undefined where it says nothing for people. */
export function problemsIn(body: string): Problem[] | undefined {
  try {
    const content: unknown = JSON.parse(body);
    return isProblems(content) ? content.problems : undefined;
  } catch {
    return undefined;
  }
}

function isProblems(content: unknown): content is ProblemsAnswer {
  return (
    typeof content === 'object' &&
    content !== null &&
    'problems' in content &&
    Array.isArray(content.problems)
  );
}
