import { buffer } from 'node:stream/consumers';
import { z } from 'zod';
import type { Clock } from '../../kernel/clock.js';
import { inBrief, watchSend, type Sent } from '../../kernel/egress/index.js';
import type { Attempt, MediaFile, Outcome } from '../platform.js';
import type { NewUpload, XAnswer, XClient } from './x.client.js';
import type { XCredentials } from './x.credentials.js';
import {
  PROCESSING_PATIENCE_MS,
  SEGMENT_BYTES,
  UNNAMED_CHECK_MS,
  UNNAMED_UPLOAD_LIFE_MS,
} from './x.limits.js';
import { outcomeOfPreparing } from './x.outcome.js';
import { usableUploads, type Upload, type XProgress } from './x.progress.js';

export type Uploaded =
  { kind: 'ready'; mediaIds: readonly string[] } | { kind: 'ended'; outcome: Outcome };

/** What one request brought: the upload a step further, or the end of this call. `forget`: it is of no use any more. */
type Step =
  { kind: 'further'; upload: Upload } | { kind: 'ended'; outcome: Outcome; forget: boolean };

type XAttempt = Attempt<XCredentials, XProgress>;

/** Brings the files of a post to X: private, remembered after every request, and taken up where it was left. */
export class XUploads {
  constructor(
    private readonly client: XClient,
    private readonly clock: Clock,
  ) {}

  async prepare(attempt: XAttempt): Promise<Uploaded> {
    const uploads = usableUploads(attempt.progress, attempt.media, this.clock.now());
    const ofEarlierCalls = new Set(uploads.map((one) => one?.mediaId));
    let isFurther = false;
    for (const [index, file] of attempt.media.entries()) {
      while (uploads[index]?.stage !== 'ready') {
        const known = uploads[index] ?? null;
        const isOld = known !== null && ofEarlierCalls.has(known.mediaId);
        const step = unlessStale(await this.step(attempt, file, known), isOld);
        if (step.kind === 'further' || step.forget) {
          uploads[index] = step.kind === 'further' ? step.upload : null;
          await attempt.remember({ uploads: [...uploads] });
        }
        if (step.kind === 'ended') {
          const outcome = attempt.signal.aborted && isFurther ? LATER : step.outcome;
          return { kind: 'ended', outcome };
        }
        isFurther = true;
      }
    }
    return { kind: 'ready', mediaIds: uploads.flatMap((one) => one?.mediaId ?? []) };
  }

  private async step(attempt: XAttempt, file: MediaFile, known: Upload | null): Promise<Step> {
    if (known === null) return this.begin(attempt, file);
    switch (known.stage) {
      case 'sending':
        return known.segments * SEGMENT_BYTES < file.bytes
          ? this.append(attempt, file, known)
          : this.finalize(attempt, file, known);
      case 'processing':
        return this.look(attempt, file, known);
      case 'processed':
        return this.describe(attempt, file, known);
      case 'ready':
        return { kind: 'further', upload: known };
    }
  }

  private async begin(attempt: XAttempt, file: MediaFile): Promise<Step> {
    const wanted: NewUpload = {
      media_type: file.mime,
      media_category: CATEGORIES[file.kind],
      total_bytes: file.bytes,
    };
    const sent = await this.send(attempt, (by) => this.client.initializeUpload(by, wanted));
    const begun = dataIn(sent);
    if (!begun) return this.failed(sent);
    const upload: Upload = {
      sha256: file.sha256,
      mediaId: begun.id,
      mediaKey: begun.media_key ?? null,
      expiresAt: this.endOf(begun),
      stage: 'sending',
      segments: 0,
      finalizedAt: null,
    };
    return { kind: 'further', upload };
  }

  /** A segment that arrived but was not remembered is sent again: X lets each be sent anew (media-upload-chunked). */
  private async append(attempt: XAttempt, file: MediaFile, upload: Upload): Promise<Step> {
    const start = upload.segments * SEGMENT_BYTES;
    const end = Math.min(start + SEGMENT_BYTES, file.bytes);
    const bytes = await buffer(file.open({ start, end }));
    const sent = await this.send(attempt, (by) =>
      this.client.appendSegment(by, upload.mediaId, { index: upload.segments, bytes }),
    );
    return sent.kind === 'answered' && sent.value.kind === 'done'
      ? { kind: 'further', upload: { ...upload, segments: upload.segments + 1 } }
      : this.failed(sent);
  }

  private async finalize(attempt: XAttempt, file: MediaFile, upload: Upload): Promise<Step> {
    const sent = await this.send(attempt, (by) => this.client.finalizeUpload(by, upload.mediaId));
    const finalized = dataIn(sent);
    if (!finalized) return this.failed(sent);
    const now = this.clock.now().toISOString();
    const isAtWork = finalized.processing_info && finalized.processing_info.state !== 'succeeded';
    return {
      kind: 'further',
      upload: {
        ...upload,
        mediaKey: finalized.media_key ?? upload.mediaKey,
        expiresAt: this.endOf(finalized),
        stage: isAtWork ? 'processing' : stageOfProcessed(file),
        finalizedAt: now,
      },
    };
  }

  private async look(attempt: XAttempt, file: MediaFile, upload: Upload): Promise<Step> {
    const sent = await this.send(attempt, (by) => this.client.readUpload(by, upload.mediaId));
    const read = dataIn(sent);
    if (!read) return this.failed(sent);
    const { state, check_after_secs, error } = read.processing_info ?? { state: 'succeeded' };
    if (state === 'succeeded') {
      return { kind: 'further', upload: { ...upload, stage: stageOfProcessed(file) } };
    }
    if (state === 'failed') return ended(outcomeOfFailed(file, error), true);
    const atWorkMs = this.clock.now().getTime() - Date.parse(upload.finalizedAt ?? '');
    if (!(atWorkMs < PROCESSING_PATIENCE_MS)) {
      const detail = `X has not come to an end with ${file.fileName}; it is uploaded anew`;
      return ended({ kind: 'unavailable', detail }, true);
    }
    const resumeAfterMs = check_after_secs ? check_after_secs * 1_000 : UNNAMED_CHECK_MS;
    return ended({ kind: 'waiting', resumeAfterMs, detail: 'X works on the file' }, false);
  }

  private async describe(attempt: XAttempt, file: MediaFile, upload: Upload): Promise<Step> {
    const sent = await this.send(attempt, (by) =>
      this.client.describeMedia(by, upload.mediaId, file.altText),
    );
    return sent.kind === 'answered' && sent.value.kind === 'done'
      ? { kind: 'further', upload: { ...upload, stage: 'ready' } }
      : this.failed(sent);
  }

  private send(
    { credentials, signal }: XAttempt,
    request: (credentials: XCredentials) => Promise<XAnswer>,
  ): Promise<Sent<XAnswer>> {
    return watchSend(() => request(credentials), signal);
  }

  private failed(sent: Sent<XAnswer>): Step {
    return ended(outcomeOfPreparing(sent, this.clock.now()), false);
  }

  private endOf({ expires_after_secs }: UploadData): string {
    const lifeMs = expires_after_secs ? expires_after_secs * 1_000 : UNNAMED_UPLOAD_LIFE_MS;
    return new Date(this.clock.now().getTime() + lifeMs).toISOString();
  }
}

const CATEGORIES = {
  image: 'tweet_image',
  animation: 'tweet_gif',
  video: 'tweet_video',
} as const satisfies Record<MediaFile['kind'], NewUpload['media_category']>;

const LATER: Outcome = {
  kind: 'waiting',
  resumeAfterMs: UNNAMED_CHECK_MS,
  detail: 'The files are still on their way to X',
};

/** Answers of the three upload requests and of the look at one; OpenAPI 2.167, read 2026-08-22. */
const uploadData = z.object({
  id: z.string().regex(/^\d{1,19}$/),
  media_key: z.string().optional(),
  expires_after_secs: z.number().optional(),
  processing_info: z
    .object({
      state: z.string(),
      check_after_secs: z.number().optional(),
      // Not in the schema; beside `failed` in X's older page on the status of an upload.
      error: z.object({ name: z.string().optional(), message: z.string().optional() }).optional(),
    })
    .optional(),
});
type UploadData = z.infer<typeof uploadData>;

function dataIn(sent: Sent<XAnswer>): UploadData | undefined {
  if (sent.kind === 'failed' || sent.value.kind === 'error') return undefined;
  return z.object({ data: uploadData }).safeParse(sent.value.body).data?.data;
}

/** X shows such texts for pictures and GIFs (docs.x.com, POST /2/media/metadata, read 2026-08-22). */
function stageOfProcessed({ kind, altText }: MediaFile): Upload['stage'] {
  return kind !== 'video' && altText.trim() !== '' ? 'processed' : 'ready';
}

type ProcessingError = NonNullable<UploadData['processing_info']>['error'];

function outcomeOfFailed({ fileName }: MediaFile, error: ProcessingError): Outcome {
  const said = inBrief(error?.message ?? error?.name ?? 'no reason given');
  const detail = `X can't use ${fileName}: ${said}`;
  return error?.name === 'InternalError'
    ? { kind: 'unavailable', detail }
    : { kind: 'refused', cause: 'content', detail };
}

/** X refuses what it took in an earlier call: the upload is gone, and is made anew before anybody is blamed. */
function unlessStale(step: Step, isOld: boolean): Step {
  if (!isOld || step.kind === 'further' || step.forget) return step;
  const { outcome } = step;
  if (outcome.kind !== 'refused' || outcome.cause !== 'content') return step;
  return ended({ kind: 'unavailable', detail: `${outcome.detail}; it is uploaded anew` }, true);
}

function ended(outcome: Outcome, forget: boolean): Step {
  return { kind: 'ended', outcome, forget };
}
