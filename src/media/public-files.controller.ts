import { once } from 'node:events';
import { Controller, Get, Headers, Inject, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import { Public } from '../kernel/http/access.decorator.js';
import { EventLog } from '../kernel/log.js';
import { ProblemError } from '../kernel/problem-error.js';
import { Limited } from '../kernel/rates/rate.decorator.js';
import { rangeOf } from './byte-range.js';
import { MEDIA_FILES, type MediaFiles } from './files/media-files.js';
import { EXTENSION_OF_MIME } from './rendition-file.js';
import { RenditionStore } from './rendition.store.js';
import { SignedAddresses } from './signed-address.js';

const signature = z.object({
  expires: z.string().max(20).default(''),
  sig: z.string().max(100).default(''),
});
type Signature = z.infer<typeof signature>;

const SHA256 = /^[0-9a-f]{64}$/;

/** Files that a platform fetches by itself: signed, for a while, and nothing but what was made for a platform. */
@Controller()
@ApiExcludeController()
export class PublicFilesController {
  private readonly log = new EventLog('media');

  constructor(
    private readonly addresses: SignedAddresses,
    private readonly renditions: RenditionStore,
    @Inject(MEDIA_FILES) private readonly files: MediaFiles,
  ) {}

  @Get('media/:sha256.:extension')
  @Public()
  @Limited('fetch')
  async fetch(
    @Param() { sha256 = '', extension = '' }: Record<string, string>,
    @Query({ schema: signature }) signed: Signature,
    @Headers('range') range: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const name = `${sha256}.${extension}`;
    if (!SHA256.test(sha256) || !this.addresses.isValid(name, signed)) throw absent();
    const file = await this.renditions.fileOf(sha256);
    if (!file || EXTENSION_OF_MIME[file.mime] !== extension) throw absent();
    const asked = rangeOf(range, file.bytes);
    if (asked.kind === 'unsatisfiable') {
      const length = `bytes */${file.bytes}`;
      void reply.status(416).headers(SAFE).header('content-range', length).send();
      return;
    }
    const part = asked.kind === 'part' ? asked : undefined;
    const stream = await this.opened(name, part);
    const { mime, bytes } = file;
    void reply
      .headers({ ...SAFE, 'content-type': mime, 'cache-control': 'private, max-age=3600' })
      .header('content-length', part ? part.end - part.start : bytes);
    if (part) {
      const { start, end } = part;
      void reply.status(206).header('content-range', `bytes ${start}-${end - 1}/${bytes}`);
    }
    void reply.send(stream);
  }

  /** A file that can't be read is absent for now: nobody keeps that answer. */
  private async opened(name: string, part: { start: number; end: number } | undefined) {
    const stream = this.files.open(name, part);
    try {
      await once(stream, 'readable');
      return stream;
    } catch (error) {
      this.log.error('public_file_not_read', error, { name });
      throw absent();
    }
  }
}

const SAFE = {
  'accept-ranges': 'bytes',
  'x-content-type-options': 'nosniff',
  'content-security-policy': "default-src 'none'; sandbox",
  'cross-origin-resource-policy': 'cross-origin',
};

/** The same for every fault: an address tells nothing of what is there. */
function absent(): ProblemError {
  return new ProblemError(404, [{ code: 'not_found', params: { what: 'file' } }]);
}
