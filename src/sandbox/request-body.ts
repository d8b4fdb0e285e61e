import type { PlatformRequest } from './simulator.js';

/** Fields of a JSON or form body; null when the body is neither. */
export function bodyFields(request: PlatformRequest): Record<string, unknown> | null {
  if (request.body.length === 0) return {};
  const content = request.body.toString('utf8');
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(content));
  }
  if (!type.startsWith('application/json')) return null;
  try {
    const parsed: unknown = JSON.parse(content);
    return isFields(parsed) ? parsed : null;
  } catch {
    return null;
  }
}

function isFields(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
