import { AsyncLocalStorage } from 'node:async_hooks';
import { rm } from 'node:fs/promises';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { join } from 'node:path';
import { Inject, Injectable } from '@nestjs/common';
import { FileStore } from '@tus/file-store';
import { Server } from '@tus/server';
import { CLOCK, type Clock } from '../kernel/clock.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { SessionEnds } from '../identity/index.js';
import type { Caller } from '../kernel/http/caller.js';
import { ProblemError } from '../kernel/problem-error.js';
import { UploadChecker } from './upload-checker.service.js';
import { UploadStore, type UploadRow } from './upload.store.js';

/** Where uploads are asked for; part of the addresses that browsers keep to go on later. */
const PATH = '/api/media/uploads';
const DAY_MS = 24 * 60 * 60_000;
const ID = /^[0-9a-f]{32}$/;
const ADDRESS = new RegExp(`^${PATH}/([0-9a-f]{32})$`);
const MAX_NAME_CHARACTERS = 200;

/** Takes files in parts (tus 1.0), so that a broken connection costs a part and not the whole. */
@Injectable()
export class UploadsService {
  private readonly callers = new AsyncLocalStorage<Caller>();
  private readonly directory: string;
  private server: Server | undefined;

  constructor(
    private readonly store: UploadStore,
    private readonly checker: UploadChecker,
    private readonly sessionEnds: SessionEnds,
    @Inject(CLOCK) private readonly clock: Clock,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.directory = join(config.media.directory, 'uploads');
  }

  /** Hands a request over to the protocol. The caller is known and may upload. */
  async serve(caller: Caller, request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.server ??= this.open();
    const { server } = this;
    // A part may be long under way: it is cut off with the session.
    const ending = this.sessionEnds.of(caller).subscribe(() => request.destroy());
    try {
      await this.callers.run(caller, () => server.handle(request, response));
    } finally {
      ending.unsubscribe();
    }
  }

  /** @throws ProblemError before a byte of a file that is too large has come. */
  refuseTooLarge(announcedBytes: number): void {
    const { maxBytes } = this.config.media;
    if (announcedBytes <= maxBytes) return;
    const maxMegabytes = Math.floor(maxBytes / 1024 / 1024);
    throw new ProblemError(413, [{ code: 'media_too_large', params: { maxMegabytes } }]);
  }

  /** Only who began an upload goes on with it. @throws ProblemError */
  async mustOwn(id: string, { personId }: Caller): Promise<UploadRow> {
    const row = ID.test(id) ? await this.store.find(id, personId) : undefined;
    if (!row) throw new ProblemError(404, [{ code: 'not_found', params: { what: 'upload' } }]);
    return row;
  }

  /** How the upload stands; a process that died between the last part and the note of it is made up for. */
  async lookAt(id: string, caller: Caller): Promise<UploadRow> {
    const row = await this.mustOwn(id, caller);
    if (row.state !== 'receiving') return row;
    this.server ??= this.open();
    const upload = await this.server.datastore.getUpload(id).catch(() => undefined);
    if (upload?.offset === undefined || upload.offset !== upload.size) {
      throw new ProblemError(409, [{ code: 'upload_unfinished' }]);
    }
    await this.arrived(id);
    return { ...row, state: 'checking' };
  }

  /** Forgets uploads that nobody went on with for a day, and the results of those that ended. */
  async forgetOld(): Promise<void> {
    const before = new Date(this.clock.now().getTime() - DAY_MS);
    for (const id of await this.store.forgetOld(before)) {
      await rm(join(this.directory, id), { force: true });
      await rm(join(this.directory, `${id}.json`), { force: true });
    }
  }

  private open(): Server {
    const { maxBytes } = this.config.media;
    const server = new Server({
      path: PATH,
      datastore: new FileStore({
        directory: this.directory,
        expirationPeriodInMilliseconds: DAY_MS,
      }),
      maxSize: maxBytes,
      relativeLocation: true,
      // Its own reading takes the last piece of all that was asked for: what was checked is the address without its query.
      getFileIdFromRequest: ({ url }) => ADDRESS.exec(new URL(url).pathname)?.[1],
      allowedOrigins: [new URL(this.config.http.publicUrl).origin],
      disableTerminationForFinishedUploads: true,
      onUploadCreate: async (_, { id, metadata }) => {
        await this.begun(id, metadata?.['filename'] ?? '');
        return {};
      },
      onUploadFinish: async (_, { id }) => {
        await this.arrived(id);
        return {};
      },
    });
    server.on('POST_TERMINATE', (_request, _response, id) => {
      // A row that stays is forgotten after a day.
      this.store.remove(id).catch(() => undefined);
    });
    return server;
  }

  private async begun(id: string, fileName: string): Promise<void> {
    const caller = this.callers.getStore();
    if (!caller) throw new Error('An upload begins for somebody');
    const { personId, placeId, session } = caller;
    const name = fileName.replace(/[\p{Cc}\p{Cs}]/gu, '').trim();
    await this.store.begin({
      id,
      personId,
      placeId,
      deviceId: session?.deviceId ?? null,
      name: Array.from(name).slice(0, MAX_NAME_CHARACTERS).join('') || id.slice(0, 8),
      at: this.clock.now(),
    });
  }

  private async arrived(id: string): Promise<void> {
    await this.store.arrived(id);
    this.checker.wake();
  }
}
