import { join } from 'node:path';
import { Inject, Module, type OnModuleInit } from '@nestjs/common';
import { HttpAdapterHost } from '@nestjs/core';
import type { FastifyAdapter } from '@nestjs/platform-fastify';
import { AuditModule } from '../audit/index.js';
import { IdentityModule } from '../identity/index.js';
import { CONFIG, type Config } from '../kernel/config.js';
import { PlatformsModule } from '../platforms/index.js';
import { LocalFiles } from './files/local-files.js';
import { MEDIA_FILES, type MediaFiles } from './files/media-files.js';
import { S3Files } from './files/s3-files.js';
import { MediaController } from './media.controller.js';
import { MediaService } from './media.service.js';
import { MediaStore } from './media.store.js';
import { PublicFilesController } from './public-files.controller.js';
import { RenditionMaker } from './rendition-maker.service.js';
import { RenditionService } from './rendition.service.js';
import { RenditionStore } from './rendition.store.js';
import { SignedAddresses } from './signed-address.js';
import { MediaTidyService } from './tidy.service.js';
import { UploadChecker } from './upload-checker.service.js';
import { UploadStore } from './upload.store.js';
import { UploadsController } from './uploads.controller.js';
import { UploadsService } from './uploads.service.js';
import { VideoToolsService } from './video-tools.service.js';
import { WorkFolders } from './work-folders.js';

const PART_OF_UPLOAD = 'application/offset+octet-stream';

@Module({
  imports: [AuditModule, IdentityModule, PlatformsModule],
  controllers: [UploadsController, MediaController, PublicFilesController],
  providers: [
    {
      provide: MEDIA_FILES,
      inject: [CONFIG],
      useFactory: ({ media }: Config): MediaFiles =>
        media.s3 ? new S3Files(media.s3) : new LocalFiles(join(media.directory, 'library')),
    },
    MediaService,
    MediaStore,
    MediaTidyService,
    RenditionMaker,
    RenditionService,
    RenditionStore,
    SignedAddresses,
    UploadChecker,
    UploadStore,
    UploadsService,
    VideoToolsService,
    WorkFolders,
  ],
  exports: [MediaService, RenditionService],
})
export class MediaModule implements OnModuleInit {
  constructor(
    private readonly host: HttpAdapterHost<FastifyAdapter>,
    private readonly tools: VideoToolsService,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** The bytes of a part are the protocol's library's to read: nobody else takes them from the socket. */
  onModuleInit(): void {
    // The command line starts the product without serving anybody.
    const adapter = this.host.httpAdapter as FastifyAdapter | null;
    if (!adapter) return;
    adapter.getInstance().addContentTypeParser(PART_OF_UPLOAD, (_request, _payload, done) => {
      done(null);
    });
    // The first who asks what may be uploaded does not wait for two programs to start.
    if (this.config.role !== 'worker') void this.tools.find();
  }
}
