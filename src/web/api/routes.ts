import type {
  AttentionQuery,
  CheckOrder,
  CoverageQuery,
  CoverageView,
  HealthChange,
} from '../../contract/account-health.js';
import type {
  AccountFilter,
  AccountImport,
  AccountView,
  Attention,
} from '../../contract/accounts.js';
import type { AccountMatch, AccountSearch, FoundAccount } from '../../contract/account-listing.js';
import type { ConnectRequest, ConnectStart } from '../../contract/connect.js';
import type { FoundAccountView } from '../../contract/found-accounts.js';
import type { AuditEntry, AuditExport, AuditQuery } from '../../contract/audit.js';
import type { ApprovalOrder, AwaitingPost } from '../../contract/approvals.js';
import type { BoardCell, BoardRow, FailureCause } from '../../contract/deliveries.js';
import type { DistrictNode, ImportResult } from '../../contract/districts.js';
import type { Finding } from '../../contract/health.js';
import type { HeldOrderView } from '../../contract/held-orders.js';
import type { MediaAbilities, MediaView, UploadResult } from '../../contract/media.js';
import type { OfferedPlatform } from '../../contract/platforms.js';
import type {
  CorrectionOrder,
  CorrectionView,
  DecidedCell,
  DecisionView,
  DeliveryDecision,
  NewPost,
  PostDraft,
  PostPreview,
  PostSummary,
  PostView,
  RecallView,
  RetriedView,
} from '../../contract/posts.js';
import type { RehearsalView } from '../../contract/rehearsal.js';
import type { SessionView, SignIn } from '../../contract/session.js';
import type { NewStop, StopView } from '../../contract/stops.js';
import type { VolunteerView } from '../../contract/volunteers.js';
import { send } from './client.js';

export interface Campaign {
  id: number;
  name: string;
}

/** Every route the browser uses. The contract's types are trusted here and nowhere cast again. */
export const api = {
  session: () => send('GET', '/session') as Promise<SessionView>,
  signIn: (form: SignIn) => send('POST', '/session', form) as Promise<SessionView>,
  signOut: () => send('DELETE', '/session'),

  platforms: () => send('GET', '/platforms') as Promise<OfferedPlatform[]>,
  districts: () => send('GET', '/districts') as Promise<DistrictNode[]>,
  accounts: (filter: AccountFilter) =>
    send('GET', `/accounts${queryOf(filter)}`) as Promise<AccountView[]>,
  coverage: (query: CoverageQuery) =>
    send('GET', `/accounts/coverage${queryOf(query)}`) as Promise<CoverageView>,
  attention: (cell: AttentionQuery) =>
    send('GET', `/accounts/attention${queryOf(cell)}`) as Promise<Attention>,
  healthChanges: (accountId: number) =>
    send('GET', `/accounts/${accountId}/changes`) as Promise<HealthChange[]>,
  checkAccount: (accountId: number) =>
    send('POST', `/accounts/${accountId}/check`) as Promise<AccountView>,
  rehearseAccount: (accountId: number) =>
    send('POST', `/accounts/${accountId}/rehearse`) as Promise<RehearsalView>,
  checkAccounts: (order: CheckOrder) =>
    send('POST', '/accounts/check', order) as Promise<{ waiting: number }>,
  importAccounts: (file: AccountImport) =>
    send('POST', '/accounts/import', file) as Promise<ImportResult>,
  startConnecting: (wanted: ConnectRequest) =>
    send('POST', '/accounts/connect', wanted) as Promise<ConnectStart>,
  foundAccounts: () => send('GET', '/accounts/found') as Promise<FoundAccountView[]>,
  ignoredAccounts: () => send('GET', '/accounts/found/ignored') as Promise<FoundAccountView[]>,
  matchFound: (id: number, districtId: number) =>
    send('POST', `/accounts/found/${id}/match`, { districtId }) as Promise<AccountView>,
  ignoreFound: (id: number) => send('POST', `/accounts/found/${id}/ignore`),
  unignoreFound: (id: number) => send('POST', `/accounts/found/${id}/unignore`),
  listAccounts: (search: AccountSearch) =>
    send('POST', '/accounts/pages', search) as Promise<FoundAccount[]>,
  takeOverAccounts: (match: AccountMatch) =>
    send('POST', '/accounts/pages/import', match) as Promise<ImportResult>,
  campaigns: () => send('GET', '/campaigns') as Promise<Campaign[]>,

  mediaAbilities: () => send('GET', '/media/abilities') as Promise<MediaAbilities>,
  /** The newest of the library, or what is older than `before`. */
  media: (before?: number) =>
    send('GET', `/media${before === undefined ? '' : `?before=${before}`}`) as Promise<MediaView[]>,
  medium: (id: number) => send('GET', `/media/${id}`) as Promise<MediaView>,
  uploadResult: (uploadId: string) =>
    send('GET', `/media/uploads/${encodeURIComponent(uploadId)}/result`) as Promise<UploadResult>,

  preview: (draft: PostDraft) => send('POST', '/posts/preview', draft) as Promise<PostPreview>,
  publish: (post: NewPost) => send('POST', '/posts', post) as Promise<PostView>,
  /** The own post anew, while it is not approved. */
  revise: (id: number, post: NewPost) => send('PUT', `/posts/${id}`, post) as Promise<PostView>,
  draftOf: (id: number) =>
    send('GET', `/posts/${id}/draft`) as Promise<Omit<NewPost, 'operationId'>>,
  approvals: () => send('GET', '/approvals') as Promise<AwaitingPost[]>,
  sayOf: (id: number, order: ApprovalOrder) =>
    send('POST', `/posts/${id}/approval`, order) as Promise<PostView>,
  orders: () => send('GET', '/orders') as Promise<HeldOrderView[]>,
  volunteers: () => send('GET', '/volunteers') as Promise<VolunteerView[]>,
  trust: (personId: number, isTrusted: boolean) =>
    send('PUT', `/volunteers/${personId}/trust`, { isTrusted }) as Promise<VolunteerView>,
  posts: () => send('GET', '/posts') as Promise<PostSummary[]>,
  post: (id: number) => send('GET', `/posts/${id}`) as Promise<PostView>,
  board: (id: number) => send('GET', `/posts/${id}/board`) as Promise<BoardRow[]>,
  cancel: (id: number) => send('POST', `/posts/${id}/cancel`) as Promise<PostView>,
  recall: (id: number, reason: string) =>
    send('POST', `/posts/${id}/recall`, { reason }) as Promise<RecallView>,
  correct: (id: number, order: CorrectionOrder) =>
    send('POST', `/posts/${id}/correct`, order) as Promise<CorrectionView>,
  retryFailed: (id: number, cause?: FailureCause) =>
    send('POST', `/posts/${id}/retry-failed`, cause ? { cause } : {}) as Promise<RetriedView>,

  retry: (deliveryId: number) =>
    send('POST', `/deliveries/${deliveryId}/retry`) as Promise<BoardCell>,
  findings: () => send('GET', '/health/findings') as Promise<Finding[]>,
  stops: () => send('GET', '/stops') as Promise<StopView[]>,
  stop: (stop: NewStop) => send('POST', '/stops', stop) as Promise<StopView>,
  lift: (id: number) => send('POST', `/stops/${id}/lift`, {}) as Promise<StopView>,
  record: (query: AuditQuery) => send('GET', `/audit${queryOf(query)}`) as Promise<AuditEntry[]>,
  decisions: () => send('GET', '/decisions') as Promise<DecisionView[]>,
  decide: (deliveryId: number, decision: DeliveryDecision) =>
    send('POST', `/deliveries/${deliveryId}/decision`, decision) as Promise<DecidedCell>,
};

/** Address of a post's progress stream (server-sent events named `progress`). */
export function progressStream(postId: number): string {
  return `/api/posts/${postId}/progress`;
}

/** The record as a file. */
export function recordFile(order: AuditExport): string {
  return `/api/audit/export${queryOf(order)}`;
}

/** Where files are sent by tus 1.0. */
export const UPLOADS = '/api/media/uploads';

/** A small still picture of something in the library. */
export function previewOf(mediaId: number): string {
  return `/api/media/${mediaId}/preview`;
}

function queryOf(values: Record<string, string | number | undefined>): string {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values)) {
    if (value !== undefined) query.set(name, String(value));
  }
  return query.size > 0 ? `?${query.toString()}` : '';
}
