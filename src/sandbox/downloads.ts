import { uploadedFile, type UploadedFile } from './files.js';

/** A file that a platform fetches by its address; it changes as the fetch goes on. */
export interface Download {
  state: DownloadState;
}

type DownloadState =
  | { readonly kind: 'under_way' }
  | { readonly kind: 'done'; readonly file: UploadedFile }
  | { readonly kind: 'failed'; readonly reason: string };

/** Fetches files for platforms that take an address instead of bytes, over real HTTP. */
export class Downloads {
  private readonly stopping = new AbortController();

  begin(url: string): Download {
    const download: Download = { state: { kind: 'under_way' } };
    void this.fetch(url).then((state) => {
      download.state = state;
    });
    return download;
  }

  stop(): void {
    this.stopping.abort();
  }

  private async fetch(url: string): Promise<DownloadState> {
    try {
      const answer = await fetch(url, { signal: this.stopping.signal });
      if (!answer.ok) return { kind: 'failed', reason: `the answer was ${answer.status}` };
      const bytes = Buffer.from(await answer.arrayBuffer());
      const mime = answer.headers.get('content-type') ?? 'application/octet-stream';
      return { kind: 'done', file: uploadedFile(bytes, mime) };
    } catch (error) {
      return { kind: 'failed', reason: String(error) };
    }
  }
}
