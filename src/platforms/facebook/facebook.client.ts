import { requestJson, type JsonAnswer } from '../../kernel/egress/index.js';

/** Whose token a request carries. */
export interface PageCall {
  pageAccessToken: string;
  signal: AbortSignal;
}

/** The calls to the Graph API that Munadi makes, each of them one request. */
export class FacebookClient {
  /** @param versionedUrl `https://graph.facebook.com/v25.0` */
  constructor(private readonly versionedUrl: string) {}

  /** A post that only the Page's own people can see. */
  prepare(call: PageCall, pageId: string, message: string): Promise<JsonAnswer> {
    return this.post(call, `${encodeURIComponent(pageId)}/feed`, { message, published: 'false' });
  }

  /** Makes a prepared post public. */
  flip(call: PageCall, postId: string): Promise<JsonAnswer> {
    return this.post(call, encodeURIComponent(postId), { is_published: 'true' });
  }

  deletePost(call: PageCall, postId: string): Promise<JsonAnswer> {
    const url = `${this.versionedUrl}/${encodeURIComponent(postId)}`;
    return requestJson({ ...common(call), method: 'DELETE', url });
  }

  readPost(call: PageCall, postId: string): Promise<JsonAnswer> {
    return this.get(call, encodeURIComponent(postId), 'is_published,permalink_url,created_time');
  }

  /** The Page that the token belongs to. */
  readPage(call: PageCall): Promise<JsonAnswer> {
    return this.get(call, 'me', 'id,name,username,verification_status,followers_count');
  }

  private post(call: PageCall, path: string, form: Record<string, string>): Promise<JsonAnswer> {
    return requestJson({
      ...common(call),
      method: 'POST',
      url: `${this.versionedUrl}/${path}`,
      form,
    });
  }

  private get(call: PageCall, path: string, fields: string): Promise<JsonAnswer> {
    const url = `${this.versionedUrl}/${path}?fields=${encodeURIComponent(fields)}`;
    return requestJson({ ...common(call), method: 'GET', url });
  }
}

// The token goes in a header: addresses end up in logs.
function common({ pageAccessToken, signal }: PageCall) {
  return {
    headers: { authorization: `Bearer ${pageAccessToken}` },
    secrets: [pageAccessToken],
    signal,
  };
}
