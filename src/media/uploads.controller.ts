import {
  Controller,
  Delete,
  Get,
  Head,
  Options,
  Param,
  Patch,
  Post,
  Req,
  Res,
} from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Language } from '../contract/language.js';
import type { UploadResult } from '../contract/media.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, CurrentLanguage, type Caller } from '../kernel/http/caller.js';
import { answer } from '../kernel/http/problem.filter.js';
import { EventLog } from '../kernel/log.js';
import { ProblemError } from '../kernel/problem-error.js';
import { Limited } from '../kernel/rates/rate.decorator.js';
import { MediaService } from './media.service.js';
import { UploadsService } from './uploads.service.js';

/** Uploads in parts: https://tus.io/protocols/resumable-upload, version 1.0.0, with creation, expiration, termination. */
@Controller('media/uploads')
@Requires('media.upload')
@Limited('upload')
export class UploadsController {
  private readonly log = new EventLog('media');

  constructor(
    private readonly uploads: UploadsService,
    private readonly media: MediaService,
  ) {}

  /** What the protocol's server can do. */
  @Options()
  options(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serve(caller, request, reply);
  }

  /** Begins an upload; the answer's `Location` is where its parts go. */
  @Post()
  begin(
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    this.uploads.refuseTooLarge(Number(request.headers['upload-length'] ?? 0));
    // The protocol's library would call it a fault of its own.
    if (request.headers['upload-concat'] !== undefined) throw notPutTogether();
    return this.serve(caller, request, reply);
  }

  /** What became of a file that has arrived whole. */
  @Get(':id/result')
  async result(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @CurrentLanguage() language: Language,
  ): Promise<UploadResult> {
    const { state, mediaId, problems } = await this.uploads.lookAt(id, caller);
    if (state === 'refused') return { state, problems: answer(problems, language).problems };
    if (mediaId === null) return { state: 'checking' };
    return { state: 'ready', media: await this.media.one(mediaId, caller) };
  }

  /** How much of it is here. */
  @Head(':id')
  progress(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serveOwn(id, { caller, request, reply });
  }

  /** The next part. */
  @Patch(':id')
  goOn(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serveOwn(id, { caller, request, reply });
  }

  /** Gives an unfinished upload up. */
  @Delete(':id')
  giveUp(
    @Param('id') id: string,
    @CurrentCaller() caller: Caller,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    return this.serveOwn(id, { caller, request, reply });
  }

  /** @throws ProblemError when it is somebody else's. */
  private async serveOwn(id: string, { caller, request, reply }: Asked): Promise<void> {
    await this.uploads.mustOwn(id, caller);
    await this.serve(caller, request, reply);
  }

  /** From here on the protocol's library answers, with the headers that every answer of ours has. */
  private async serve(caller: Caller, request: FastifyRequest, reply: FastifyReply): Promise<void> {
    reply.hijack();
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value);
    }
    try {
      await this.uploads.serve(caller, request.raw, reply.raw);
    } catch (error) {
      // Nobody is there to be answered: the connection is gone, or the answer has begun.
      this.log.error('upload_request_failed', error);
      reply.raw.destroy();
    }
  }
}

function notPutTogether(): ProblemError {
  const detail = 'uploads are not put together from several';
  return new ProblemError(400, [{ code: 'unreadable_body', params: { detail } }]);
}

interface Asked {
  caller: Caller;
  request: FastifyRequest;
  reply: FastifyReply;
}
