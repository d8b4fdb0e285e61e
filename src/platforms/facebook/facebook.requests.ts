import { createHmac } from 'node:crypto';
import { requestJson, type JsonAnswer, type Upload } from '../../kernel/egress/index.js';

/** Whose token a request carries: a Page's, or while Pages are listed a user's or a system user's. */
export interface PageCall {
  token: string;
  signal: AbortSignal;
}

export interface GraphPlace {
  /** `https://graph.facebook.com/v25.0` */
  versionedUrl: string;
  /** Takes the bytes of videos; `https://graph-video.facebook.com/v25.0`. */
  versionedVideoUrl: string;
  /** Of the Meta app; null: requests go without a proof. */
  appSecret: string | null;
  /** Of the same app; null or absent: Meta is not asked about tokens. */
  appId?: string | null;
}

type Fields = Readonly<Record<string, string>>;

/** How requests of Facebook's Graph API are made: with the token in a header, since addresses end up in logs. */
export class FacebookRequests {
  constructor(readonly place: GraphPlace) {}

  get(call: PageCall, path: string, fields: Fields): Promise<JsonAnswer> {
    const query = new URLSearchParams(this.signed(call, fields)).toString();
    return requestJson({ ...this.common(call), method: 'GET', url: `${this.url(path)}?${query}` });
  }

  /** Asks as the app itself about a token; null where the app is not set up. Meta takes the token in the address only. */
  inspector({ token, signal }: PageCall): (() => Promise<JsonAnswer>) | null {
    const { appId, appSecret } = this.place;
    if (!appId || appSecret === null) return null;
    const app = { token: `${appId}|${appSecret}`, signal };
    const query = new URLSearchParams(this.signed(app, { input_token: token })).toString();
    const common = this.common(app);
    const secrets = [...common.secrets, token, appSecret];
    const url = `${this.url('debug_token')}?${query}`;
    return () => requestJson({ ...common, secrets, method: 'GET', url });
  }

  post(call: PageCall, path: string, fields: Fields): Promise<JsonAnswer> {
    const form = this.signed(call, fields);
    return requestJson({ ...this.common(call), method: 'POST', url: this.url(path), form });
  }

  delete(call: PageCall, path: string): Promise<JsonAnswer> {
    const query = new URLSearchParams(this.signed(call, {})).toString();
    const url = query === '' ? this.url(path) : `${this.url(path)}?${query}`;
    return requestJson({ ...this.common(call), method: 'DELETE', url });
  }

  upload(call: PageCall, path: string, body: UploadWith): Promise<JsonAnswer> {
    const upload = body((fields) => this.signed(call, fields));
    return requestJson({ ...this.common(call), method: 'POST', url: this.url(path), upload });
  }

  /** To the host for videos. */
  uploadVideo(call: PageCall, path: string, body: UploadWith): Promise<JsonAnswer> {
    const upload = body((fields) => this.signed(call, fields));
    const url = `${this.place.versionedVideoUrl}/${path}`;
    return requestJson({ ...this.common(call), method: 'POST', url, upload });
  }

  /** Bytes to an address that Meta answered, with headers of its upload protocol. */
  uploadTo(call: PageCall, url: string, { upload, headers }: RawUpload): Promise<JsonAnswer> {
    const common = this.common(call);
    return requestJson({
      ...common,
      method: 'POST',
      url,
      upload,
      headers: { ...headers, authorization: `OAuth ${call.token}` },
    });
  }

  private url(path: string): string {
    return `${this.place.versionedUrl}/${path}`;
  }

  private common(call: PageCall) {
    const proof = this.proofOf(call);
    return {
      headers: { authorization: `Bearer ${call.token}` },
      secrets: proof === null ? [call.token] : [call.token, proof],
      signal: call.signal,
    };
  }

  private signed(call: PageCall, fields: Fields): Record<string, string> {
    const proof = this.proofOf(call);
    return proof === null ? { ...fields } : { ...fields, appsecret_proof: proof };
  }

  /** developers.facebook.com/docs/graph-api/guides/secure-requests, read 2026-11-24: HMAC-SHA256 of the token, in hex. */
  private proofOf({ token }: PageCall): string | null {
    const { appSecret } = this.place;
    return appSecret === null ? null : createHmac('sha256', appSecret).update(token).digest('hex');
  }
}

/** Makes the body out of fields to which the proof is added. */
type UploadWith = (signed: (fields: Fields) => Record<string, string>) => Upload;

interface RawUpload {
  upload: Upload;
  headers: Record<string, string>;
}
