import type { MediaFile } from '../platform.js';
import { multipartUpload, type JsonAnswer } from '../../kernel/egress/index.js';
import type { FacebookRequests, PageCall } from './facebook.requests.js';

/** What a post of the Page says beside its text. */
export interface PostParts {
  message: string;
  /** Shown as a card below the text. */
  link: string | null;
  /** Photos that are on the Page's side already, in the order in which they are shown. */
  photoIds: readonly string[];
}

/** The calls to the Graph API about posts, photos and Pages, each of them one request. */
export class FacebookClient {
  constructor(private readonly requests: FacebookRequests) {}

  /** A post that only the Page's own people can see. */
  prepare(call: PageCall, pageId: string, { message, link, photoIds }: PostParts) {
    const attached = photoIds.map((id, index) => [
      `attached_media[${index}]`,
      JSON.stringify({ media_fbid: id }),
    ]);
    return this.requests.post(call, `${encodeURIComponent(pageId)}/feed`, {
      message,
      published: 'false',
      ...(link !== null && { link }),
      ...(Object.fromEntries(attached) as Record<string, string>),
    });
  }

  /** A photo that nobody sees until a post carries it. */
  uploadPhoto(call: PageCall, pageId: string, file: MediaFile): Promise<JsonAnswer> {
    const { fileName, mime, bytes, altText } = file;
    const fields = { published: 'false', ...(altText !== '' && { alt_text_custom: altText }) };
    return this.requests.upload(call, `${encodeURIComponent(pageId)}/photos`, (signed) =>
      multipartUpload(signed(fields), {
        field: 'source',
        fileName,
        mime,
        bytes,
        open: () => file.open(),
      }),
    );
  }

  /** Makes a prepared post public. */
  flip(call: PageCall, postId: string): Promise<JsonAnswer> {
    return this.requests.post(call, encodeURIComponent(postId), { is_published: 'true' });
  }

  rewrite(call: PageCall, postId: string, message: string): Promise<JsonAnswer> {
    return this.requests.post(call, encodeURIComponent(postId), { message });
  }

  /** A post or a video. */
  delete(call: PageCall, id: string): Promise<JsonAnswer> {
    return this.requests.delete(call, encodeURIComponent(id));
  }

  readPost(call: PageCall, postId: string): Promise<JsonAnswer> {
    const fields = 'is_published,permalink_url,created_time';
    return this.requests.get(call, encodeURIComponent(postId), { fields });
  }

  /** The Page that the token belongs to. */
  readPage(call: PageCall): Promise<JsonAnswer> {
    return this.requests.get(call, 'me', {
      fields: 'id,name,username,verification_status,followers_count',
    });
  }

  /** Null where the app is not set up. */
  inspector(call: PageCall): (() => Promise<JsonAnswer>) | null {
    return this.requests.inspector(call);
  }

  /**
   * Pages that a user or a system user may act for, each with a token of its own.
   * `businessId`: those that the business owns, rather than those of the token's user.
   */
  listPages(call: PageCall, { businessId, after }: PageOfPages): Promise<JsonAnswer> {
    const path =
      businessId === null ? 'me/accounts' : `${encodeURIComponent(businessId)}/owned_pages`;
    const fields =
      'id,name,username,verification_status,followers_count,access_token,' +
      'instagram_business_account{id,username,followers_count}';
    const from = after === null ? {} : { after };
    return this.requests.get(call, path, { fields, limit: '100', ...from });
  }
}

export interface PageOfPages {
  businessId: string | null;
  /** Where the page before ended; null for the first one. */
  after: string | null;
}
