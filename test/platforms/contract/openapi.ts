import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { multipartParts } from '../../../src/sandbox/multipart.js';
import type { Recorded } from '../recorder.js';

const parameter = z.object({
  name: z.string(),
  in: z.enum(['path', 'query']),
  required: z.boolean(),
  schema: z.record(z.string(), z.unknown()),
});
const operation = z.object({
  operationId: z.string(),
  parameters: z.array(parameter),
  body: z
    .object({
      required: z.boolean(),
      contentTypes: z.array(z.string()),
      schema: z.record(z.string(), z.unknown()),
    })
    .nullable(),
});
const document = z.object({
  source: z.string(),
  version: z.string(),
  readAt: z.iso.date(),
  /** Names of parameters that the vendor's pages give to ones of this document. */
  alsoDocumented: z.array(
    z.object({ operation: z.string(), parameter: z.string(), as: z.string(), source: z.string() }),
  ),
  paths: z.record(z.string(), z.record(z.string(), operation)),
});
export type OpenApi = z.infer<typeof document>;
type Operation = z.infer<typeof operation>;

export async function openApiOf(file: string): Promise<OpenApi> {
  return document.parse(JSON.parse(await readFile(join(import.meta.dirname, file), 'utf8')));
}

export interface Judged {
  /** Undefined: the document has no such operation. */
  operationId: string | undefined;
  /** Every deviation from the document, in words. */
  deviations: string[];
}

/** Holds one request, its path below `prefix`, against the vendor's document. */
export function judge(api: OpenApi, request: Recorded, prefix: string): Judged {
  const path = request.path.slice(prefix.length);
  const method = request.method.toLowerCase();
  for (const [template, operations] of Object.entries(api.paths)) {
    const values = pathValues(template, path);
    const found = operations[method];
    if (!values || !found) continue;
    const alias = (name: string) =>
      api.alsoDocumented.find(
        (one) => one.operation === `${request.method} ${template}` && one.parameter === name,
      )?.as ?? name;
    return {
      operationId: found.operationId,
      deviations: [
        ...parameterDeviations(found, { values, query: request.query, alias }),
        ...bodyDeviations(found, request),
      ],
    };
  }
  return { operationId: undefined, deviations: [`no operation ${request.method} ${path}`] };
}

function pathValues(template: string, path: string): Record<string, string> | null {
  const pattern = template.replaceAll(/\{(\w+)\}/g, '(?<$1>[^/]+)');
  const match = new RegExp(`^${pattern}$`).exec(path);
  return match && { ...match.groups };
}

function parameterDeviations(
  { parameters }: Operation,
  given: {
    values: Record<string, string>;
    query: URLSearchParams;
    alias: (name: string) => string;
  },
): string[] {
  const query = new Map([...given.query].map(([name, value]) => [given.alias(name), value]));
  const known = new Set(parameters.map(({ name }) => name));
  const unknown = [...query.keys()].filter((name) => !known.has(name));
  return [
    ...unknown.map((name) => `no query parameter ${name}`),
    ...parameters.flatMap(({ name, in: place, required, schema }) => {
      const value = place === 'path' ? given.values[name] : query.get(name);
      if (value === undefined) return required ? [`${name} is missing`] : [];
      return misfits(schema, asTyped(value, schema), name);
    }),
  ];
}

/** A query has nothing but text; arrays are separated by commas in X's documents (`explode: false`). */
function asTyped(value: string, { type }: Record<string, unknown>): unknown {
  if (type === 'integer') return Number(value);
  return type === 'array' ? value.split(',') : value;
}

function bodyDeviations({ body }: Operation, { headers, body: bytes }: Recorded): string[] {
  const type = headers['content-type'] ?? '';
  const isEmpty = bytes.length === 0 || bytes.toString() === '{}';
  if (!body) return isEmpty ? [] : ['takes no body'];
  if (isEmpty) return body.required ? ['the body is missing'] : [];
  if (!body.contentTypes.some((one) => type.startsWith(one))) return [`does not take ${type}`];
  const parts = multipartParts(type, bytes);
  const value: unknown = parts
    ? Object.fromEntries(
        parts.map(({ name, bytes: part }) => [
          name,
          asTyped(part.toString('latin1'), propertyOf(body.schema, name)),
        ]),
      )
    : JSON.parse(bytes.toString());
  return misfits(body.schema, value, 'body');
}

function propertyOf(schema: Record<string, unknown>, name: string): Record<string, unknown> {
  const properties = z
    .object({ properties: z.record(z.string(), z.record(z.string(), z.unknown())) })
    .safeParse(schema).data?.properties;
  return properties?.[name] ?? {};
}

function misfits(schema: Record<string, unknown>, value: unknown, name: string): string[] {
  const parsed = z.fromJSONSchema(schema).safeParse(value);
  return (parsed.error?.issues ?? []).map(({ path, message }) =>
    [[name, ...path].map(String).join('.'), message].join(': '),
  );
}
