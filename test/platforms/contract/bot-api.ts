import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { multipartParts } from '../../../src/sandbox/multipart.js';

const fieldShape = z.object({
  name: z.string(),
  types: z.array(z.string()),
  required: z.boolean(),
});
type Field = z.infer<typeof fieldShape>;
const specification = z
  .object({
    version: z.string(),
    source: z.string(),
    methods: z.record(z.string(), z.array(fieldShape)),
    types: z.record(z.string(), z.array(fieldShape)),
  })
  .parse(
    JSON.parse(
      readFileSync(new URL('./telegram-bot-api.json', import.meta.url), 'utf8'),
    ) as unknown,
  );

/** One request as it arrived. */
export interface ArrivedCall {
  path: string;
  contentType: string;
  body: Buffer;
}

export function methodOf({ path }: ArrivedCall): string {
  return path.split('/').at(-1) ?? '';
}

/** What the machine-readable Bot API says against the request; empty: it is one that its documents allow. */
export function faultsOf(call: ArrivedCall): string[] {
  const method = methodOf(call);
  const fields = specification.methods[method];
  if (!fields) return [`${method} is no method`];
  const given = givenIn(call);
  return objectFaults({ place: method, fields, given });
}

interface Given {
  values: Record<string, unknown>;
  /** Parts that are files, by name. */
  files: readonly string[];
  /** In a form everything is text, and what is more than that is JSON in it. */
  isForm: boolean;
  /** An object in a field: the files are beside it and not its fields. */
  isNested?: boolean;
}

function givenIn({ contentType, body }: ArrivedCall): Given {
  if (!contentType.startsWith('multipart/')) {
    const values = JSON.parse(body.toString() || '{}') as Record<string, unknown>;
    return { values, files: [], isForm: false };
  }
  const parts = multipartParts(contentType, body) ?? [];
  const files = parts.filter(({ fileName }) => fileName !== null).map(({ name }) => name);
  const texts = parts
    .filter(({ fileName, name }) => fileName === null && name !== 'method')
    .map(({ name, bytes }) => [name, bytes.toString()]);
  return { values: Object.fromEntries(texts) as Record<string, unknown>, files, isForm: true };
}

interface Checked {
  place: string;
  fields: readonly Field[];
  given: Given;
}

function objectFaults({ place, fields, given }: Checked): string[] {
  const { values } = given;
  const files = given.isNested ? [] : given.files;
  const known = new Set(fields.map(({ name }) => name));
  const isAttached = (name: string) => JSON.stringify(values).includes(`attach://${name}`);
  const unknown = [...Object.keys(values), ...files]
    .filter((name) => !known.has(name) && !isAttached(name))
    .map((name) => `${place}.${name} is no field`);
  const wrong = fields.flatMap((field): string[] => {
    const { name, required, types } = field;
    if (files.includes(name)) {
      return types.includes('InputFile') ? [] : [`${place}.${name} takes no file`];
    }
    const value = values[name];
    if (value === undefined) return required ? [`${place}.${name} is missing`] : [];
    const faults = types.map((type) =>
      valueFaults({ place: `${place}.${name}`, type, value, given }),
    );
    if (faults.some((each) => each.length === 0)) return [];
    return faults.find(([fault]) => !fault?.endsWith(NOT_TRIMMED_IN)) ?? faults[0] ?? [];
  });
  return [...unknown, ...wrong];
}

interface Valued {
  place: string;
  type: string;
  value: unknown;
  given: Given;
}

function valueFaults({ place, type, value, given }: Valued): string[] {
  const [, item] = /^Array of (.+)$/.exec(type) ?? [];
  const isText = given.isForm && typeof value === 'string';
  const isFault = (isRight: boolean) => (isRight ? [] : [`${place} is no ${type}`]);
  if (item !== undefined) {
    const list = isText ? parsed(value) : value;
    if (!Array.isArray(list)) return isFault(false);
    return list.flatMap((one: unknown, index) =>
      valueFaults({ place: `${place}[${index}]`, type: item, value: one, given }),
    );
  }
  switch (type) {
    case 'String':
      return isFault(typeof value === 'string' && attachmentIsThere(value, given));
    case 'Integer':
      return isFault(Number.isInteger(isText ? Number(value) : value));
    case 'Boolean':
      return isFault(isText ? /^(true|false)$/.test(value) : typeof value === 'boolean');
    default: {
      const object = isText ? parsed(value) : value;
      if (typeof object !== 'object' || object === null) return isFault(false);
      const values = object as Record<string, unknown>;
      const fields = specification.types[inputMediaOf(type, values)];
      if (!fields) return [`${place}: ${type} ${NOT_TRIMMED_IN}`];
      const nested = { values, files: given.files, isForm: false, isNested: true };
      return objectFaults({ place, fields, given: nested });
    }
  }
}

const NOT_TRIMMED_IN = 'is not in the trimmed specification';

/** `InputMedia` is any of its kinds, told by `type`. */
function inputMediaOf(type: string, { type: kind }: Record<string, unknown>): string {
  if (type !== 'InputMedia') return type;
  if (kind === 'document') return 'InputMediaDocument';
  return kind === 'photo' ? 'InputMediaPhoto' : 'InputMediaVideo';
}

function attachmentIsThere(value: string, { files }: Given): boolean {
  const [, name] = /^attach:\/\/(.+)$/.exec(value) ?? [];
  return name === undefined || files.includes(name);
}

function parsed(text: unknown): unknown {
  try {
    return JSON.parse(String(text)) as unknown;
  } catch {
    return undefined;
  }
}
