import { multipartUpload, type JsonAnswer } from '../../kernel/egress/index.js';
import type { MediaFile } from '../platform.js';
import type { FacebookRequests, PageCall } from './facebook.requests.js';

/** Bytes of a file from `start` up to but without `end`. */
export interface ByteRange {
  start: number;
  end: number;
}

/** The calls to the Graph API about videos and reels, each of them one request. */
export class FacebookVideoClient {
  constructor(private readonly requests: FacebookRequests) {}

  startVideo(call: PageCall, pageId: string, { bytes }: MediaFile): Promise<JsonAnswer> {
    return this.video(call, pageId, { upload_phase: 'start', file_size: String(bytes) });
  }

  transfer(
    call: PageCall,
    pageId: string,
    { sessionId, file, range }: { sessionId: string; file: MediaFile; range: ByteRange },
  ): Promise<JsonAnswer> {
    const fields = {
      upload_phase: 'transfer',
      upload_session_id: sessionId,
      start_offset: String(range.start),
    };
    return this.requests.uploadVideo(call, `${encodeURIComponent(pageId)}/videos`, (signed) =>
      multipartUpload(signed(fields), {
        field: 'video_file_chunk',
        fileName: file.fileName,
        mime: file.mime,
        bytes: range.end - range.start,
        open: () => file.open(range),
      }),
    );
  }

  /** The video is whole, and still seen by the Page's own people only. */
  finishVideo(
    call: PageCall,
    pageId: string,
    { sessionId, description }: { sessionId: string; description: string },
  ): Promise<JsonAnswer> {
    return this.video(call, pageId, {
      upload_phase: 'finish',
      upload_session_id: sessionId,
      description,
      published: 'false',
    });
  }

  /** Makes an unpublished video public. */
  flipVideo(call: PageCall, videoId: string): Promise<JsonAnswer> {
    return this.requests.post(call, encodeURIComponent(videoId), { published: 'true' });
  }

  startReel(call: PageCall, pageId: string): Promise<JsonAnswer> {
    return this.reel(call, pageId, { upload_phase: 'start' });
  }

  /** `fromByte`: where an upload that was cut short goes on. */
  uploadReel(
    call: PageCall,
    uploadUrl: string,
    { file, fromByte }: { file: MediaFile; fromByte: number },
  ): Promise<JsonAnswer> {
    return this.requests.uploadTo(call, uploadUrl, {
      headers: { offset: String(fromByte), file_size: String(file.bytes) },
      upload: {
        contentType: 'application/octet-stream',
        bytes: file.bytes - fromByte,
        open: () => file.open({ start: fromByte, end: file.bytes }),
      },
    });
  }

  /** Makes an uploaded reel public. */
  publishReel(
    call: PageCall,
    pageId: string,
    { videoId, description }: { videoId: string; description: string },
  ): Promise<JsonAnswer> {
    return this.reel(call, pageId, {
      upload_phase: 'finish',
      video_id: videoId,
      video_state: 'PUBLISHED',
      description,
    });
  }

  redescribe(call: PageCall, videoId: string, description: string): Promise<JsonAnswer> {
    return this.requests.post(call, encodeURIComponent(videoId), { description });
  }

  readVideo(call: PageCall, videoId: string): Promise<JsonAnswer> {
    return this.requests.get(call, encodeURIComponent(videoId), { fields: 'status,published' });
  }

  private video(call: PageCall, pageId: string, fields: Record<string, string>) {
    return this.requests.post(call, `${encodeURIComponent(pageId)}/videos`, fields);
  }

  private reel(call: PageCall, pageId: string, fields: Record<string, string>) {
    return this.requests.post(call, `${encodeURIComponent(pageId)}/video_reels`, fields);
  }
}
