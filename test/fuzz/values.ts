import fc from 'fast-check';
import type { ApiDocument, Schema } from './document.js';
import { hostileValue } from './hostile.js';

/** One value in so many is not what the schema asks for. */
const SOUND = 24;
const MAX_DEPTH = 6;

/** Values by a schema, most of them as it wants them, at each place now and then something else. */
export class Values {
  constructor(private readonly document: ApiDocument) {}

  of(schema: Schema | undefined, depth = 0): fc.Arbitrary<unknown> {
    if (!schema || depth > MAX_DEPTH) return hostileValue;
    return fc.oneof(
      { weight: SOUND, arbitrary: this.sound(this.resolve(schema), depth) },
      { weight: 1, arbitrary: hostileValue },
    );
  }

  private resolve(schema: Schema): Schema {
    const name = schema.$ref?.split('/').at(-1);
    return name === undefined ? schema : (this.document.components?.schemas?.[name] ?? {});
  }

  private sound(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const value = this.notNull(schema, depth);
    return schema.nullable ? fc.oneof(value, fc.constant(null)) : value;
  }

  private notNull(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    if (schema.const !== undefined) return fc.constant(schema.const);
    if (schema.enum?.length) return fc.constantFrom(...schema.enum);
    const choices = schema.anyOf ?? schema.oneOf;
    if (choices?.length) return fc.oneof(...choices.map((one) => this.of(one, depth + 1)));
    if (schema.allOf?.length) {
      return fc
        .tuple(...schema.allOf.map((one) => this.of(one, depth + 1)))
        .map((parts) => Object.assign({}, ...parts) as unknown);
    }
    switch (schema.type ?? 'anything') {
      case 'object':
        return this.object(schema, depth);
      case 'array':
        return this.array(schema, depth);
      case 'string':
        return text(schema);
      case 'integer':
      case 'number':
        return number(schema);
      case 'boolean':
        return fc.boolean();
      default:
        return hostileValue;
    }
  }

  private object(schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const { properties = {}, required = [], additionalProperties } = schema;
    const fields = Object.entries(properties).map(
      ([name, field]) => [name, this.field(name, field, depth + 1)] as const,
    );
    const requiredKeys = required.filter((name) => name in properties);
    const named = fc.record(Object.fromEntries(fields), { requiredKeys });
    // Now and then a field that has to be there is left out.
    const gappy = fc.record(Object.fromEntries(fields), { requiredKeys: [] });
    const some = fc.oneof({ weight: 20, arbitrary: named }, { weight: 1, arbitrary: gappy });
    if (typeof additionalProperties !== 'object') return some;
    const more = fc.dictionary(
      fc.oneof(fc.constantFrom('x', 'telegram', 'facebook'), fc.string({ maxLength: 12 })),
      this.of(additionalProperties, depth + 1),
      { maxKeys: 4 },
    );
    return fc.tuple(some, more).map(([own, other]) => ({ ...other, ...own }));
  }

  /** What a schema cannot say: which ids, zones and times there are. */
  private field(name: string, schema: Schema, depth: number): fc.Arbitrary<unknown> {
    const known = KNOWN_FIELDS[name];
    const any = this.of(schema, depth);
    return known ? fc.oneof({ weight: 8, arbitrary: known }, { weight: 1, arbitrary: any }) : any;
  }

  private array({ items, minItems = 0, maxItems = 4 }: Schema, depth: number) {
    return fc.array(this.of(items, depth + 1), {
      minLength: Math.min(minItems, 4),
      maxLength: Math.max(Math.min(minItems, 4), Math.min(maxItems, 4)),
    });
  }
}

function text({ format, pattern, minLength = 0, maxLength = 60 }: Schema): fc.Arbitrary<string> {
  if (format === 'uuid') return fc.uuid();
  if (format === 'date-time') return fc.date({ noInvalidDate: true }).map((at) => at.toISOString());
  const matching = pattern === undefined ? undefined : byPattern(pattern);
  const plain = fc.string({
    unit: 'grapheme',
    minLength: Math.min(minLength, 60),
    maxLength: Math.max(minLength, Math.min(maxLength, 60)),
  });
  const known = fc.constantFrom(...KNOWN_TEXTS);
  return fc.oneof(matching ?? plain, plain, known);
}

const PLACES = 'code,parentCode,kind,nameEn,nameHi\nNEW,uttar-pradesh,district,New,नया';
const ACCOUNTS = 'district,platform,handle,remoteId,verified,audience\nagra,x,@a,123,no,\n';

const KNOWN_FIELDS: Record<string, fc.Arbitrary<unknown> | undefined> = {
  districtIds: fc.uniqueArray(fc.integer({ min: 1, max: 3 }), { minLength: 1 }),
  exceptDistrictIds: fc.constantFrom([], [], [3]),
  platforms: fc.subarray(['x', 'telegram', 'facebook'], { minLength: 1 }),
  wallTime: fc.constantFrom('2030-12-31T17:30', '2030-12-31T17:30:59'),
  zone: fc.constantFrom('Asia/Kolkata', 'UTC'),
  common: fc.constantFrom('आज {district} में', 'A text'),
  own: fc.dictionary(fc.constantFrom('x', 'telegram', 'facebook'), fc.constantFrom('A', '=1+1')),
  title: fc.constantFrom('A title', '=HYPERLINK("x")'),
  content: fc.constantFrom(PLACES, ACCOUNTS),
  media: fc.constant([]),
  options: fc.constant({}),
  reason: fc.string({ unit: 'grapheme', minLength: 5, maxLength: 40 }),
};

/** What opens further doors than any made-up text: codes, times and names that exist. */
const KNOWN_TEXTS = [
  'agra',
  'lucknow',
  'uttar-pradesh',
  'x',
  'telegram',
  'Asia/Kolkata',
  '2030-12-31T17:30',
  PLACES,
  ACCOUNTS,
];

function byPattern(pattern: string): fc.Arbitrary<string> | undefined {
  try {
    return fc.stringMatching(new RegExp(pattern));
  } catch {
    return undefined;
  }
}

function number({ type, minimum = -1_000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  const min = Math.ceil(Math.max(minimum, -(2 ** 40)));
  const max = Math.max(min, Math.floor(Math.min(maximum, 2 ** 40)));
  const few = fc.integer({ min, max: Math.min(max, min + 20) });
  const any = fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) });
  return type === 'integer' ? fc.oneof(few, few, any) : fc.oneof(few, any);
}
