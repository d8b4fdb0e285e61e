import { NestFactory } from '@nestjs/core';
import type { INestApplicationContext } from '@nestjs/common';
import { AppModule } from '../../src/app.module.js';
import { readConfig } from '../../src/kernel/config.js';
import { MediaService, RenditionService } from '../../src/media/index.js';
import { RenditionStore } from '../../src/media/rendition.store.js';
import { SignedAddresses } from '../../src/media/signed-address.js';
import { World, type WorldOptions } from '../support/world.js';

/** The product, and beside it the library's services as the rest of the product calls them. */
export class MediaBench {
  private constructor(
    readonly world: World,
    private readonly context: INestApplicationContext,
  ) {}

  static async open(options: WorldOptions = {}): Promise<MediaBench> {
    const world = await World.open({ districts: ['agra', 'lucknow'], ...options });
    const config = readConfig(world.environment);
    const context = await NestFactory.createApplicationContext(
      AppModule.create({ ...config, role: 'web' }),
      { logger: ['error'] },
    );
    return new MediaBench(world, context);
  }

  get renditions(): RenditionService {
    return this.context.get(RenditionService);
  }

  get media(): MediaService {
    return this.context.get(MediaService);
  }

  get renditionStore(): RenditionStore {
    return this.context.get(RenditionStore);
  }

  get addresses(): SignedAddresses {
    return this.context.get(SignedAddresses);
  }

  async close(): Promise<void> {
    await this.context.close();
    await this.world.close();
  }
}
