import fc from 'fast-check';
import type { ApiDocument, Operation, Parameter } from './document.js';
import { hostileText } from './hostile.js';
import { Values } from './values.js';

/** One request as it goes over the wire, but for the session. */
export interface FuzzRequest {
  /** As the document names it. */
  operation: string;
  method: string;
  path: string;
  headers: Record<string, string>;
  body: string | undefined;
}

/** Stands for the id of the last upload that was begun. */
export const LAST_UPLOAD = 'last-upload';

const JSON_TYPE = 'application/json';

/** Requests to any operation of the document, most of them nearly right. */
export function requestsTo(
  operations: readonly Operation[],
  document: ApiDocument,
): fc.Arbitrary<FuzzRequest> {
  const values = new Values(document);
  return fc.oneof(
    ...operations.map((operation) => ({
      // What takes a body has more ways to go wrong.
      weight: operation.body === undefined ? 1 : 3,
      arbitrary: requestTo(operation, values),
    })),
  );
}

function requestTo(operation: Operation, values: Values): fc.Arbitrary<FuzzRequest> {
  const { method, path, parameters } = operation;
  const inPath = parameters.filter((parameter) => parameter.in === 'path');
  const inQuery = parameters.filter((parameter) => parameter.in === 'query');
  return fc
    .record({
      place: fc.tuple(...inPath.map(() => pathValue(path))),
      query: fc.tuple(...inQuery.map((parameter) => queryValue(parameter, values))),
      stray: strayQuery,
      body: bodyFor(operation, values),
      headers: headersFor(path),
    })
    .map(({ place, query, stray, body, headers }) => {
      const filled = inPath.reduce(
        (address, { name }, index) => address.replace(`{${name}}`, () => place[index] ?? ''),
        path,
      );
      const search = [...query, stray].filter((part) => part !== '').join('&');
      return {
        operation: `${method} ${path}`,
        method,
        path: search === '' ? filled : `${filled}?${search}`,
        headers: { ...(body === undefined ? {} : { 'content-type': JSON_TYPE }), ...headers },
        body: headers['content-type'] === undefined ? body : (body ?? 'a=1'),
      };
    });
}

/** Ids that exist are small, but for those of uploads. */
function pathValue(path: string): fc.Arbitrary<string> {
  const few = fc.integer({ min: 1, max: 8 }).map(String);
  const usual = path.includes('/uploads') ? fc.constant(LAST_UPLOAD) : few;
  return fc.oneof(
    { weight: 12, arbitrary: usual },
    { weight: 1, arbitrary: fc.constantFrom('%', '%zz', '..%2f..', '%2e%2e', '%00', '1;2', '*') },
    { weight: 2, arbitrary: hostileText.map((text) => encode(text.slice(0, 2_000))) },
  );
}

function queryValue({ name, schema, required }: Parameter, values: Values): fc.Arbitrary<string> {
  const one = values.of(schema ?? { type: 'string' }).map((value) => {
    const text = typeof value === 'string' ? value : JSON.stringify(value);
    return `${encode(name)}=${encode(text.slice(0, 2_000))}`;
  });
  const twice = fc.tuple(one, one).map((both) => both.join('&'));
  const none = fc.constant('');
  return fc.oneof(
    { weight: 12, arbitrary: one },
    { weight: 1, arbitrary: twice },
    { weight: required ? 1 : 6, arbitrary: none },
  );
}

const strayQuery = fc.oneof(
  { weight: 12, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom('__proto__[x]=1', 'a[]=1&a[b]=2', '=', '&&', '%', 'x=%ff', 'id=2'),
  },
);

function bodyFor({ method, body }: Operation, values: Values): fc.Arbitrary<string | undefined> {
  if (body === undefined) {
    if (method === 'GET' || method === 'HEAD') return fc.constant(undefined);
    return fc.oneof(fc.constant(undefined), fc.constant('{}'), brokenJson);
  }
  return fc.oneof(
    { weight: 12, arbitrary: values.of(body).map((value) => JSON.stringify(value)) },
    { weight: 1, arbitrary: brokenJson },
  );
}

const brokenJson = fc.constantFrom(
  '',
  '{',
  'null',
  '[]',
  '"text"',
  '{"a":1,"a":2}',
  '{"__proto__":{"isAdmin":true}}',
  '{"constructor":{"prototype":{"isAdmin":true}}}',
  `${'['.repeat(20_000)}${']'.repeat(20_000)}`,
  `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  '{"a":1e999999}',
  '\uFEFF{}',
  '{"a":"\\ud800"}',
);

const languages = fc.constantFrom('en', 'hi', 'en;q=0', '*', 'x'.repeat(3_000));
const oddHeaders = fc.constantFrom<Record<string, string>>(
  { 'content-type': 'text/plain' },
  { 'content-type': 'application/x-www-form-urlencoded' },
  { 'content-type': 'multipart/form-data; boundary=x' },
  { 'content-type': 'application/json; charset=utf-16' },
  { 'content-type': '__proto__' },
  { 'content-type': 'application/offset+octet-stream' },
  { 'content-encoding': 'gzip' },
  { accept: 'text/event-stream' },
  { range: 'bytes=99999999999999999999-' },
  { 'if-none-match': '*' },
  { 'x-http-method-override': 'DELETE' },
  { 'x-forwarded-for': '1.2.3.4, ::1' },
  { 'x-forwarded-host': 'evil.example' },
  { origin: 'null' },
  { 'sec-fetch-site': 'cross-site' },
  { expect: '100-continue' },
);

const numbers = fc.constantFrom('0', '1', '5', '-1', '1e9', '99999999999999999999', 'x', '');
const uploadHeaders = fc.record(
  {
    'tus-resumable': fc.constantFrom('1.0.0', '1.0.0', '1.0.0', '0.2.2', ''),
    'upload-length': numbers,
    'upload-offset': numbers,
    'upload-defer-length': fc.constantFrom('1', '2'),
    'upload-concat': fc.constantFrom('partial', 'final;/api/media/uploads/x', 'final;'),
    'upload-metadata': fc.constantFrom(
      'filename YQ==',
      'filename',
      ' ',
      'filename %%%',
      ',,',
      'a b,a b',
    ),
    'upload-checksum': fc.constantFrom('sha1 x', 'md5'),
    'content-type': fc.constantFrom('application/offset+octet-stream', 'text/plain'),
  },
  { requiredKeys: [] },
) as fc.Arbitrary<Record<string, string>>;

const PART = { 'tus-resumable': '1.0.0', 'content-type': 'application/offset+octet-stream' };
type Headers = Record<string, string>;

function headersFor(path: string): fc.Arbitrary<Headers> {
  const usual = fc
    .tuple(
      languages,
      fc.oneof({ weight: 6, arbitrary: fc.constant({}) }, { weight: 1, arbitrary: oddHeaders }),
    )
    .map(([language, odd]) => ({ 'accept-language': language, ...odd }));
  if (!path.includes('/uploads')) return usual;
  const right = fc.constantFrom<Record<string, string>>(
    { 'tus-resumable': '1.0.0', 'upload-length': '5', 'upload-metadata': 'filename YQ==' },
    { ...PART, 'upload-offset': '0' },
    { ...PART, 'upload-offset': '5' },
  );
  return fc.oneof(
    right,
    fc.tuple(usual, right, uploadHeaders).map((parts) => Object.assign({}, ...parts) as Headers),
  );
}

/** Half of a sign cannot be written in an address. */
function encode(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, '\uFFFD'));
}
