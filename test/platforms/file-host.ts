import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { MediaFile } from '../../src/platforms/platform.js';

/** Serves files to whoever asks, as the product serves those that a platform fetches by their address. */
export class FileHost {
  /** Addresses that were asked for, each once a request. */
  readonly asked: string[] = [];
  private readonly files = new Map<string, MediaFile>();
  private readonly server: Server = createServer((request, response) => {
    const path = request.url ?? '';
    this.asked.push(path);
    const file = this.files.get(path.slice(1).split('?')[0] ?? '');
    if (!file) response.writeHead(404).end();
    else file.open().pipe(response.writeHead(200, { 'content-type': file.mime }));
  });

  async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    this.server.closeAllConnections();
    await closed;
  }

  /** The same file with an address here; before `start` the address is not known yet. */
  hosted(file: MediaFile): MediaFile {
    this.files.set(file.sha256, file);
    return { ...file, publicUrl: () => `${this.url}/${file.sha256}` };
  }

  private get url(): string {
    const { port } = (this.server.address() ?? { port: 0 }) as AddressInfo;
    return `http://127.0.0.1:${port}`;
  }
}
