/** How a platform is asked for a post and how it answers; the key is the account's number. */
interface Form {
  path: RegExp;
  key: RegExp;
  status: string;
  body: (key: string) => string;
}

const FORMS: readonly Form[] = [
  {
    path: /^POST \/plain /,
    key: /\r\n\r\nkey=(\d+)/,
    status: '200 OK',
    body: (key) => `{"id":"${key}"}`,
  },
  {
    path: /^POST \/bot[^/]*\/sendMessage /,
    key: /"chat_id":"?(\d+)/,
    status: '200 OK',
    body: (key) =>
      `{"ok":true,"result":{"message_id":${key},"date":1764000000,"chat":{"id":${key},"type":"channel","title":"Bench"},"text":"x"}}`,
  },
  {
    path: /^POST \/2\/tweets /,
    key: /oauth_token="t(\d+)"/,
    status: '201 Created',
    body: (key) => `{"data":{"id":"${key}","text":"x","edit_history_tweet_ids":["${key}"]}}`,
  },
];

/** The key that a request names, and the whole answer as it goes over the wire. */
export function answerTo(request: string): { key: number; answer: string } {
  const form = FORMS.find(({ path }) => path.test(request));
  const key = form?.key.exec(request)?.[1];
  if (!form || key === undefined) throw new Error(`The sink does not understand:\n${request}`);
  const body = form.body(key);
  const head = `HTTP/1.1 ${form.status}\r\ncontent-type: application/json\r\ncontent-length: ${body.length}`;
  return { key: Number(key), answer: `${head}\r\n\r\n${body}` };
}
