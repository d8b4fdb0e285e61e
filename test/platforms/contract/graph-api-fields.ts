/**
 * What Meta's own machine-readable specs of the Graph API name for the requests that are made, and nothing else of them:
 * facebook/facebook-business-sdk-codegen, api_specs/specs/{Page,PagePost,AdVideo,User,Business,IGUser,IGMedia}.json of
 * 2026-04-15, commit ad2b0b6f, read 2026-11-24. What a guide names and no spec stands with its page.
 */
export interface GraphRequest {
  /** As in `POST /{page}/feed`: `{...}` is an id. */
  call: string;
  params: readonly string[];
  /** Of the object that is read. */
  fields?: readonly string[];
}

/** On every request: docs/graph-api/guides/secure-requests and docs/graph-api/results, read 2026-11-24. */
export const EVERYWHERE = ['fields', 'limit', 'after', 'appsecret_proof'];

const PAGE_FIELDS = [
  ...['id', 'name', 'username', 'verification_status', 'followers_count', 'access_token'],
  'instagram_business_account',
];

// docs/graph-api/reference/debug_token, v25.0, read 2026-11-29.
const DEBUG_TOKEN = { call: 'GET /debug_token', params: ['input_token'] };

export const FACEBOOK_REQUESTS: readonly GraphRequest[] = [
  DEBUG_TOKEN,
  { call: 'GET /me', params: [], fields: PAGE_FIELDS },
  { call: 'GET /me/accounts', params: ['is_place', 'is_promotable'], fields: PAGE_FIELDS },
  { call: 'GET /{id}/owned_pages', params: [], fields: PAGE_FIELDS },
  { call: 'POST /{id}/feed', params: ['message', 'link', 'published', 'attached_media'] },
  // `source`: docs/graph-api/reference/page/photos, read 2026-11-24.
  { call: 'POST /{id}/photos', params: ['published', 'alt_text_custom', 'url', 'source'] },
  {
    call: 'POST /{id}/videos',
    params: [
      ...['upload_phase', 'upload_session_id', 'start_offset', 'end_offset', 'file_size'],
      ...['video_file_chunk', 'description', 'published'],
    ],
  },
  {
    call: 'POST /{id}/video_reels',
    params: ['upload_phase', 'video_id', 'video_state', 'description', 'title'],
  },
  // documentation/video-api/guides/reels-publishing, updated 2026-07-30: bytes, with `offset` and `file_size` as headers.
  { call: 'POST /rupload/video-upload/{id}', params: [] },
  // PagePost and AdVideo have one form of address.
  {
    call: 'POST /{id}',
    params: ['is_published', 'message', 'published', 'description'],
  },
  {
    call: 'GET /{id}',
    params: [],
    fields: ['is_published', 'permalink_url', 'created_time', 'status', 'published'],
  },
  { call: 'DELETE /{id}', params: [] },
];

export const INSTAGRAM_REQUESTS: readonly GraphRequest[] = [
  DEBUG_TOKEN,
  { call: 'GET /me', params: [], fields: PAGE_FIELDS },
  {
    call: 'POST /{id}/media',
    params: [
      ...['alt_text', 'caption', 'children', 'image_url', 'is_carousel_item', 'media_type'],
      'video_url',
      // .../reference/ig-user/media, since 2026-06-22, read 2026-11-24.
      'is_ai_generated',
    ],
  },
  { call: 'POST /{id}/media_publish', params: ['creation_id'] },
  {
    call: 'GET /{id}/content_publishing_limit',
    params: ['since'],
    fields: ['config', 'quota_usage'],
  },
  {
    call: 'GET /{id}/media',
    params: ['since', 'until'],
    fields: ['id', 'caption', 'timestamp', 'permalink'],
  },
  {
    call: 'GET /{id}/stories',
    params: [],
    fields: ['id', 'caption', 'timestamp', 'permalink'],
  },
  // IGMedia; and IG Container, .../reference/ig-container, read 2026-11-24, which no spec holds.
  { call: 'GET /{id}', params: [], fields: ['permalink', 'status_code', 'status'] },
  { call: 'DELETE /{id}', params: [] },
];
