import { setMaxListeners } from 'node:events';
import { requestJson, trustPlaces } from '../../../src/kernel/egress/index.js';
import { TelegramClient } from '../../../src/platforms/telegram/telegram.client.js';
import { XClient } from '../../../src/platforms/x/x.client.js';
import { TEXT, type ClientKind } from './kinds.js';

/** The bare client has no deadline: its cost is the product's own. */
const never = new AbortController().signal;
setMaxListeners(0, never);

/** Sends one post for the account with this number; rejects unless the sink takes it. */
export type Send = (key: number) => Promise<void>;

/** The client that the product's adapter uses, without the product: for the bare loop and for the peers. */
export function clientOf(kind: ClientKind, sinkUrl: string): Send {
  trustPlaces([sinkUrl]);
  switch (kind) {
    case 'plain':
      return async (key) => {
        const { status } = await postPlainly(sinkUrl, {
          key: String(key),
          token: `t${key}`,
          text: TEXT,
          signal: never,
        });
        refuseUnless(status === 200);
      };
    case 'telegram': {
      const client = new TelegramClient(sinkUrl);
      return async (key) => {
        const fields = { chat_id: String(key), text: TEXT };
        const answer = await client.call(`${key}:bench`, { method: 'sendMessage', fields });
        refuseUnless(answer.kind === 'done');
      };
    }
    case 'x': {
      const client = new XClient(sinkUrl);
      return async (key) => {
        const credentials = {
          kind: 'oauth1',
          appKey: `k${key}`,
          appSecret: 'a',
          accessToken: `t${key}`,
          accessSecret: 'b',
        } as const;
        const sent = await client.createPost(credentials, { text: TEXT });
        refuseUnless(sent.kind === 'done');
      };
    }
  }
}

export interface PlainPost {
  key: string;
  token: string;
  text: string;
  signal: AbortSignal;
}

export function postPlainly(
  sinkUrl: string,
  { key, token, text, signal }: PlainPost,
): ReturnType<typeof requestJson> {
  return requestJson({
    method: 'POST',
    url: `${sinkUrl}/plain`,
    headers: { authorization: `Bearer ${token}` },
    form: { key, text },
    secrets: [token],
    signal,
  });
}

function refuseUnless(isTaken: boolean): void {
  if (!isTaken) throw new Error('The sink did not take it');
}
