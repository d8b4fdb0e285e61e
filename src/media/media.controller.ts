import { Controller, Get, Inject, Param, Query, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import type { Language } from '../contract/language.js';
import {
  mediaPage,
  type MediaAbilities,
  type MediaPage,
  type MediaView,
} from '../contract/media.js';
import { rowId } from '../contract/row-id.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { Requires } from '../kernel/http/access.decorator.js';
import { CurrentCaller, CurrentLanguage, type Caller } from '../kernel/http/caller.js';
import { answer } from '../kernel/http/problem.filter.js';
import { MediaService } from './media.service.js';
import { VideoToolsService } from './video-tools.service.js';

const PICTURES = ['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'];
const VIDEOS = ['video/mp4', 'video/quicktime', 'video/webm'];

@Controller('media')
@Requires('media.read')
export class MediaController {
  constructor(
    private readonly media: MediaService,
    private readonly tools: VideoToolsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The library as the caller sees it, newest first. `before`: what is older than the one with this id. */
  @Get()
  list(
    @Query({ schema: mediaPage }) { before }: MediaPage,
    @CurrentCaller() caller: Caller,
  ): Promise<MediaView[]> {
    return this.media.page(before, caller);
  }

  /** What may be uploaded here. */
  @Get('abilities')
  async abilities(@CurrentLanguage() language: Language): Promise<MediaAbilities> {
    const canVideo = (await this.tools.find()) !== null;
    return {
      maxBytes: this.config.media.maxBytes,
      mimes: canVideo ? [...PICTURES, ...VIDEOS] : PICTURES,
      canVideo,
      notices: canVideo ? [] : answer([{ code: 'media_no_ffmpeg' }], language).problems,
    };
  }

  @Get(':id')
  one(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<MediaView> {
    return this.media.one(id, caller);
  }

  /** A still picture in WebP, its longest side 640 pixels at most. It never changes. */
  @Get(':id/preview')
  async preview(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile> {
    const picture = await this.media.preview(id, caller);
    // Only now: a browser would keep a refusal for as long.
    void reply.header('cache-control', 'private, max-age=31536000, immutable');
    return new StreamableFile(picture, { type: 'image/webp' });
  }
}
