/** As much of Swagger 2.0 as vendors' documents use for JSON: objects, lists, enums, references. */
export interface SwaggerSchema {
  $ref?: string;
  type?: string;
  required?: readonly string[];
  properties?: Readonly<Record<string, SwaggerSchema>>;
  items?: SwaggerSchema;
  enum?: readonly unknown[];
}

interface SwaggerOperation {
  parameters: readonly { in: string; name: string; required?: boolean; schema?: SwaggerSchema }[];
  responses: Readonly<Record<string, { schema?: SwaggerSchema }>>;
}

export interface SwaggerDocument {
  paths: Readonly<Record<string, Readonly<Record<string, SwaggerOperation>>>>;
  definitions: Readonly<Record<string, SwaggerSchema>>;
}

/** Where a request or an answer departs from the document; empty: nowhere. A property that it does not name is one. */
export class SwaggerContract {
  constructor(private readonly document: SwaggerDocument) {}

  faultsOfRequest({ method, path, body }: { method: string; path: string; body: unknown }) {
    const operation = this.operationFor(method, path);
    if (!operation) return [`${method} ${path} is not in the document`];
    const expected = operation.parameters.find((parameter) => parameter.in === 'body');
    if (!expected?.schema) return body === undefined ? [] : ['a body where none is expected'];
    return this.faultsOf(expected.schema, body, 'body');
  }

  faultsOfAnswer(
    { method, path }: { method: string; path: string },
    { status, body }: { status: number; body: unknown },
  ): string[] {
    const response = this.operationFor(method, path)?.responses[String(status)];
    if (!response) return [`${status} is no answer to ${method} ${path}`];
    return response.schema ? this.faultsOf(response.schema, body, 'answer') : [];
  }

  private operationFor(method: string, path: string): SwaggerOperation | undefined {
    const found = Object.entries(this.document.paths).find(([template]) => {
      const shape = template.replace(/\{\w+\}/g, '[^/]+');
      return new RegExp(`^${shape}$`).test(path);
    });
    return found?.[1][method.toLowerCase()];
  }

  private faultsOf(schema: SwaggerSchema, value: unknown, at: string): string[] {
    const { $ref, type, items, enum: choices } = schema;
    if ($ref !== undefined) {
      const name = $ref.replace('#/definitions/', '');
      const definition = this.document.definitions[name];
      return definition ? this.faultsOf(definition, value, at) : [`${at}: ${name} is not defined`];
    }
    if (choices && !choices.includes(value)) return [`${at} is none of ${choices.join(', ')}`];
    switch (type) {
      case 'object':
        return this.faultsOfObject(schema, value, at);
      case 'array':
        return Array.isArray(value)
          ? value.flatMap((one, index) => this.faultsOf(items ?? {}, one, `${at}[${index}]`))
          : [`${at} is no list`];
      case 'integer':
        return Number.isInteger(value) ? [] : [`${at} is no whole number`];
      case undefined:
        return [];
      default:
        return typeof value === type ? [] : [`${at} is no ${type}`];
    }
  }

  private faultsOfObject(
    { properties = {}, required = [] }: SwaggerSchema,
    value: unknown,
    at: string,
  ): string[] {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return [`${at} is no object`];
    }
    const missing = required
      .filter((name) => !(name in value))
      .map((name) => `${at} lacks ${name}`);
    const departing = Object.entries(value).flatMap(([name, one]) => {
      const property = properties[name];
      return property
        ? this.faultsOf(property, one, `${at}.${name}`)
        : [`${at}.${name} is not in the document`];
    });
    return [...missing, ...departing];
  }
}
