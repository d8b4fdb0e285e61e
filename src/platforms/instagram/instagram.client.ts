import { createHmac } from 'node:crypto';
import { requestJson, type JsonAnswer } from '../../kernel/egress/index.js';

/** Whose token a request carries. */
export interface InstagramCall {
  token: string;
  signal: AbortSignal;
}

export interface InstagramPlace {
  /** `https://graph.facebook.com/v25.0` */
  versionedUrl: string;
  /** Of the Meta app; null: requests go without a proof. */
  appSecret: string | null;
  /** Of the same app; null or absent: Meta is not asked about tokens. */
  appId?: string | null;
}

type Fields = Readonly<Record<string, string>>;

/** The calls to the Graph API that Munadi makes for Instagram's accounts, each of them one request. */
export class InstagramClient {
  constructor(readonly place: InstagramPlace) {}

  /** Media that nobody sees. Meta fetches what the fields name. */
  createContainer(call: InstagramCall, igUserId: string, fields: Fields): Promise<JsonAnswer> {
    return this.post(call, `${encodeURIComponent(igUserId)}/media`, fields);
  }

  readContainer(call: InstagramCall, containerId: string): Promise<JsonAnswer> {
    return this.get(call, encodeURIComponent(containerId), { fields: 'status_code,status' });
  }

  /** Makes a container a post that everybody sees. */
  publish(call: InstagramCall, igUserId: string, containerId: string): Promise<JsonAnswer> {
    const path = `${encodeURIComponent(igUserId)}/media_publish`;
    return this.post(call, path, { creation_id: containerId });
  }

  readPublishingLimit(call: InstagramCall, igUserId: string): Promise<JsonAnswer> {
    const path = `${encodeURIComponent(igUserId)}/content_publishing_limit`;
    return this.get(call, path, { fields: 'config,quota_usage' });
  }

  readPermalink(call: InstagramCall, mediaId: string): Promise<JsonAnswer> {
    return this.get(call, encodeURIComponent(mediaId), { fields: 'permalink' });
  }

  /** The newest posts, or the stories that can be seen now. */
  listMedia(call: InstagramCall, igUserId: string, edge: 'media' | 'stories'): Promise<JsonAnswer> {
    const path = `${encodeURIComponent(igUserId)}/${edge}`;
    return this.get(call, path, { fields: 'id,caption,timestamp,permalink', limit: '50' });
  }

  deleteMedia(call: InstagramCall, mediaId: string): Promise<JsonAnswer> {
    const url = this.url(encodeURIComponent(mediaId), this.signed(call, {}));
    return requestJson({ ...this.common(call), method: 'DELETE', url });
  }

  /** The account that is linked to the Page to which the token belongs. */
  readAccount(call: InstagramCall): Promise<JsonAnswer> {
    return this.get(call, 'me', {
      fields: 'id,instagram_business_account{id,username,followers_count}',
    });
  }

  /** Asks as the app itself about a token; null where the app is not set up. Meta takes the token in the address only. */
  inspector({ token, signal }: InstagramCall): (() => Promise<JsonAnswer>) | null {
    const { appId, appSecret } = this.place;
    if (!appId || appSecret === null) return null;
    const app = { token: `${appId}|${appSecret}`, signal };
    const common = this.common(app);
    const secrets = [...common.secrets, token, appSecret];
    const url = this.url('debug_token', this.signed(app, { input_token: token }));
    return () => requestJson({ ...common, secrets, method: 'GET', url });
  }

  private get(call: InstagramCall, path: string, fields: Fields): Promise<JsonAnswer> {
    const url = this.url(path, this.signed(call, fields));
    return requestJson({ ...this.common(call), method: 'GET', url });
  }

  private post(call: InstagramCall, path: string, fields: Fields): Promise<JsonAnswer> {
    const form = this.signed(call, fields);
    return requestJson({ ...this.common(call), method: 'POST', url: this.url(path, {}), form });
  }

  private url(path: string, query: Fields): string {
    const text = new URLSearchParams(query).toString();
    return `${this.place.versionedUrl}/${path}${text === '' ? '' : `?${text}`}`;
  }

  // The token goes in a header: addresses end up in logs.
  private common(call: InstagramCall) {
    const proof = this.proofOf(call);
    return {
      headers: { authorization: `Bearer ${call.token}` },
      secrets: proof === null ? [call.token] : [call.token, proof],
      signal: call.signal,
    };
  }

  private signed(call: InstagramCall, fields: Fields): Record<string, string> {
    const proof = this.proofOf(call);
    return proof === null ? { ...fields } : { ...fields, appsecret_proof: proof };
  }

  /** developers.facebook.com/docs/graph-api/guides/secure-requests, read 2026-11-24: HMAC-SHA256 of the token, in hex. */
  private proofOf({ token }: InstagramCall): string | null {
    const { appSecret } = this.place;
    return appSecret === null ? null : createHmac('sha256', appSecret).update(token).digest('hex');
  }
}
