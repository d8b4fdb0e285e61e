/** What no answer may hold, whatever was asked. */
const LEAKS: readonly (readonly [string, RegExp])[] = [
  ['a stack', /\bat [\w.<>$ []+\(?(?:file:|node:|\/)[^\s)]+:\d+:\d+/],
  ['a file path', /node_modules|\/(?:src|dist|tmp|home|var|etc)\/[\w.-]+|file:\/\//],
  ['SQL', /\b(?:SELECT|INSERT INTO|DELETE FROM)\b|QueryFailedError|\bpg_\w+/],
  ['words of the database', /violates|syntax error at|invalid (?:input|byte)|relation "|SQLSTATE/],
  ['a credential', /\$argon2|\bBearer |PRIVATE KEY/],
];

/** Names what an answer gives away. `secrets`: texts that must stay where they are. */
export function leaksIn(answer: string, secrets: readonly string[]): string[] {
  return [
    ...LEAKS.filter(([, shape]) => shape.test(answer)).map(([what]) => what),
    ...secrets.filter((secret) => answer.includes(secret)).map((secret) => `"${secret}"`),
  ];
}
