import { multipartParts, type Part } from './multipart.js';
import type { PlatformRequest } from './simulator.js';

/** The files of a multipart body, by the name of their field; empty when there are none. */
export function bodyFiles(request: PlatformRequest): ReadonlyMap<string, Part> {
  const parts = multipartParts(request.headers['content-type'] ?? '', request.body) ?? [];
  const files = parts.filter((part) => part.fileName !== null);
  return new Map(files.map((part) => [part.name, part]));
}

/** Fields of a JSON, form or multipart body; null when the body is none of these. */
export function bodyFields(request: PlatformRequest): Record<string, unknown> | null {
  if (request.body.length === 0) return {};
  const content = request.body.toString('utf8');
  const type = request.headers['content-type'] ?? '';
  if (type.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(content));
  }
  if (type.startsWith('multipart/form-data')) {
    const parts = multipartParts(type, request.body);
    const fields = parts?.filter((part) => part.fileName === null);
    return fields
      ? Object.fromEntries(fields.map(({ name, bytes }) => [name, bytes.toString('utf8')]))
      : null;
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
