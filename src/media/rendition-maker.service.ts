import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { CONFIG, type Config } from '../kernel/config.js';
import { ErrandLoop, MAX_TRIES } from './errand-loop.js';
import { MEDIA_FILES, type MediaFiles } from './files/media-files.js';
import { MediaStore } from './media.store.js';
import { readRecipe } from './recipe.js';
import { RenditionStore, type RenditionJob, type RenditionKey } from './rendition.store.js';
import { VideoToolsService } from './video-tools.service.js';
import { WorkFolders } from './work-folders.js';
import { runOrder, type Ended } from './workshop/run-order.js';

/** Makes renditions: what waits in the database, one picture and one video at a time, and pictures that are asked for. */
@Injectable()
export class RenditionMaker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly loops: ErrandLoop<RenditionJob>[];
  /** Ends with the process. */
  private readonly stopping = new AbortController();
  /** Those who ask at once stand in line: each making is a process that reads a whole picture. */
  private line: Promise<void> = Promise.resolve();

  constructor(
    private readonly store: RenditionStore,
    private readonly media: MediaStore,
    private readonly tools: VideoToolsService,
    private readonly folders: WorkFolders,
    @Inject(MEDIA_FILES) private readonly files: MediaFiles,
    @Inject(CONFIG) private readonly config: Config,
  ) {
    this.loops = [
      this.loopFor('pictures', () => this.store.claim('pictures')),
      this.loopFor('videos', async () =>
        (await this.tools.find()) ? this.store.claim('videos') : undefined,
      ),
    ];
  }

  /** Where both are run, the publishing processes do it: people shall not wait for it. */
  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    for (const loop of this.loops) loop.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await Promise.all(this.loops.map((loop) => loop.stop()));
  }

  wake(): void {
    for (const loop of this.loops) loop.wake();
  }

  /** Makes it now, also while another process does: both come to the same. */
  makeNow(key: RenditionKey): Promise<void> {
    const turn = this.line.then(() => this.makeUnlessDone(key));
    this.line = turn.catch(() => undefined);
    return turn;
  }

  /** Whoever stood before in the line may have asked for the same. */
  private async makeUnlessDone(key: RenditionKey): Promise<void> {
    const [row] = await this.store.find([key]);
    if (row?.state === 'ready' || row?.state === 'impossible') return;
    await this.note(key, await this.make(key, this.stopping.signal));
  }

  private loopFor(name: string, claim: () => Promise<RenditionJob | undefined>) {
    return new ErrandLoop<RenditionJob>({
      name,
      claim,
      renew: (job) => this.store.renew(job),
      putOff: (job) => this.store.putOff(job),
      run: (job, signal) => this.run(job, signal),
    });
  }

  private async run(job: RenditionJob, signal: AbortSignal): Promise<void> {
    if (job.tries > MAX_TRIES) {
      await this.store.impossible(job, 'failed');
      return;
    }
    const ended = await this.make(job, signal);
    if (ended.kind === 'stopped') await this.store.giveBack(job);
    else await this.note(job, ended);
  }

  private async make({ mediaId, recipeKey }: RenditionKey, signal: AbortSignal): Promise<Ended> {
    const [master] = await this.media.masters([mediaId]);
    if (!master) throw new Error('A rendition is of something that the library holds');
    const { masterFile, sourceType } = master;
    const recipe = readRecipe(recipeKey);
    const tools = recipe.kind === 'video' ? await this.tools.find() : null;
    return this.folders.inOne(async (folder) => {
      const path = await this.folders.bring(masterFile, folder);
      const order = { kind: 'make', master: path, recipe, sourceType, folder, tools } as const;
      const ended = await runOrder(order, signal);
      // Before it is said to be ready, it is safe on its shelf.
      if (ended.kind === 'made') await this.files.put(ended.made.file.path, ended.made.file);
      return ended;
    });
  }

  private async note(key: RenditionKey | RenditionJob, ended: Ended): Promise<void> {
    switch (ended.kind) {
      case 'made': {
        const { facts, file } = ended.made;
        await this.store.ready(key, { facts, sha256: file.sha256 });
        return;
      }
      case 'does_not_fit':
        await this.store.impossible(key, 'does_not_fit');
        return;
      case 'refused':
      case 'died':
        await this.store.impossible(key, 'failed');
        return;
      case 'stopped':
        return;
      case 'checked':
        throw new Error('A rendition is no check');
    }
  }
}
