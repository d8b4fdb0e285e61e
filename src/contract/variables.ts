/**
 * Variables in a text: `{district}` is filled for each district when a post is planned.
 * A doubled brace is a plain one: `{{` writes `{`, `}}` writes `}`.
 */
const TOKEN = /\{\{|\}\}|\{([^{}]*)\}/g;
const VARIABLE_NAME = /^[a-z][a-z0-9_]*$/;

export type FilledText =
  { kind: 'filled'; text: string } | { kind: 'missing_values'; variables: string[] };

/** Puts each variable's value in its place; a value that is absent or blank is reported, never left out silently. */
export function fillVariables(
  template: string,
  valueOf: (variable: string) => string | undefined,
): FilledText {
  const missing = new Set<string>();
  const text = template.replace(TOKEN, (token: string, inner: string | undefined) => {
    if (token === '{{') return '{';
    if (token === '}}') return '}';
    const name = (inner ?? '').trim();
    if (!VARIABLE_NAME.test(name)) return token;
    const value = valueOf(name)?.trim();
    if (!value) missing.add(name);
    return value ?? '';
  });
  return missing.size > 0
    ? { kind: 'missing_values', variables: [...missing] }
    : { kind: 'filled', text };
}
