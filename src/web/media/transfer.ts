import { i18n } from '@lingui/core';
import { defaultOptions, DetailedError, Upload } from 'tus-js-client';
import { problemsIn } from '../api/client.js';
import type { Problem } from '../api/refusal.js';
import { UPLOADS } from '../api/routes.js';
import { currentLanguage } from '../language/runtime.js';

/** A lost piece costs this much again: 20 s at 100 kbit/s. */
const CHUNK_BYTES = 256 * 1024;
const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;
/** Answers of a server or a proxy that say nothing about the file. */
const PASSING_STATUS = [401, 408, 409, 423, 425, 429];
/** The server has forgotten what it had of the file. */
const GONE_STATUS = [404, 410];

export interface TransferReport {
  /** Share of the file that has arrived, 0 to 1. */
  onProgress: (share: number) => void;
  /** The connection is gone; it goes on by itself. */
  onWait: () => void;
  onArrived: (uploadId: string) => void;
  onRefused: (problems: Problem[]) => void;
  /** The session has ended; after a new sign-in it goes on where it stopped. */
  onSignedOut: () => void;
}

/** Sends a file piece by piece, waits while there is no network, and goes on where it stopped, also after a reload. */
export class Transfer {
  private readonly upload: Upload;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private waitMs = FIRST_WAIT_MS;
  private isStopped = false;

  constructor(
    key: string,
    file: File,
    private readonly report: TransferReport,
  ) {
    this.upload = new Upload(file, {
      endpoint: UPLOADS,
      // The upload is found again by our own key: a name and a date may belong to two photos.
      fingerprint: () => Promise.resolve(key),
      chunkSize: CHUNK_BYTES,
      metadata: { filename: file.name, filetype: file.type },
      headers: { 'Accept-Language': currentLanguage() },
      // Waiting is done here, because tus-js-client gives up when the browser is offline.
      retryDelays: null,
      removeFingerprintOnSuccess: true,
      onAfterResponse: (request, response) => {
        // The library would begin anew where the server only can't say just now how much it has.
        const status = response.getStatus();
        const isAsking = request.getMethod() === 'HEAD';
        if (isAsking && PASSING_STATUS.includes(status)) throw new Passing(status);
      },
      onProgress: (sent, total) => {
        report.onProgress(total === 0 ? 1 : sent / total);
      },
      onChunkComplete: () => {
        this.waitMs = FIRST_WAIT_MS;
      },
      onSuccess: () => {
        this.stop();
        report.onArrived(this.upload.url?.split('/').pop() ?? '');
      },
      onError: (error) => {
        this.breakOff(error);
      },
    });
  }

  async start(): Promise<void> {
    addEventListener('online', this.goOn);
    addEventListener('offline', this.pause);
    const [previous] = await this.upload.findPreviousUploads();
    if (this.isStopped) return;
    if (previous) this.upload.resumeFromPreviousUpload(previous);
    this.goOn();
  }

  /** What has arrived stays on the server for a day. */
  stop(): void {
    this.isStopped = true;
    clearTimeout(this.timer);
    removeEventListener('online', this.goOn);
    removeEventListener('offline', this.pause);
    void this.upload.abort();
  }

  private readonly goOn = () => {
    clearTimeout(this.timer);
    if (navigator.onLine) this.upload.start();
    else this.report.onWait();
  };

  private readonly pause = () => {
    clearTimeout(this.timer);
    void this.upload.abort();
    this.report.onWait();
  };

  private breakOff(error: Error): void {
    const { originalResponse: answer = null, causingError = null } =
      error instanceof DetailedError ? error : {};
    const passing = causingError instanceof Passing ? causingError.status : 0;
    const status = answer?.getStatus() ?? passing;
    if (answer && saysNoToFile(status)) {
      this.stop();
      this.report.onRefused(problemsIn(answer.getBody()) ?? [notTaken()]);
      return;
    }
    if (status === 401) this.report.onSignedOut();
    if (GONE_STATUS.includes(status)) this.upload.url = null;
    this.report.onWait();
    if (!navigator.onLine) return;
    this.timer = setTimeout(this.goOn, this.waitMs);
    this.waitMs = Math.min(2 * this.waitMs, LONGEST_WAIT_MS);
  }
}

/** An answer that says nothing about the file. */
class Passing extends Error {
  constructor(readonly status: number) {
    super(`status ${status}`);
  }
}

/** Nobody wants the file any more: the server may forget what it has of it. */
export async function abandonTransfer(key: string): Promise<void> {
  const { urlStorage } = defaultOptions;
  for (const { uploadUrl, urlStorageKey } of await urlStorage.findUploadsByFingerprint(key)) {
    await urlStorage.removeUpload(urlStorageKey);
    // Left where it is, it goes after a day.
    if (uploadUrl !== null)
      await Upload.terminate(uploadUrl, { retryDelays: null }).catch(() => null);
  }
}

/** Anything else may be different when it is tried again. */
function saysNoToFile(status: number): boolean {
  return (
    status >= 400 &&
    status < 500 &&
    !PASSING_STATUS.includes(status) &&
    !GONE_STATUS.includes(status)
  );
}

function notTaken(): Problem {
  return { code: 'not_taken', message: i18n._('media.not_taken') };
}
