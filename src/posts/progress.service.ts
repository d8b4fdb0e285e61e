import {
  Inject,
  Injectable,
  type BeforeApplicationShutdown,
  type MessageEvent,
} from '@nestjs/common';
import {
  concatMap,
  EMPTY,
  from,
  interval,
  map,
  merge,
  Observable,
  Subject,
  takeUntil,
  throttleTime,
} from 'rxjs';
import { SessionEnds } from '../identity/index.js';
import { NotificationListener } from '../kernel/database/notifications.js';
import type { Caller } from '../kernel/http/caller.js';
import { PostsService } from './posts.service.js';

/** At most this often a follower is told where the post stands, however fast deliveries settle. */
const TELL_EVERY_MS = 400;
/** Keeps proxies from closing a quiet stream, and mends a missed signal. */
const TELL_AT_LEAST_EVERY_MS = 20_000;

/** Live progress of one post, told by the database's signals. */
@Injectable()
export class ProgressService implements BeforeApplicationShutdown {
  private readonly closing = new Subject<void>();

  constructor(
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    private readonly posts: PostsService,
    private readonly sessionEnds: SessionEnds,
  ) {}

  /** Open streams would keep a stopping process alive. */
  beforeApplicationShutdown(): void {
    this.closing.next();
  }

  /** Tells at once, then whenever a delivery of the post moves, as long as the caller's session stands. */
  async follow(postId: number, caller: Caller): Promise<Observable<MessageEvent>> {
    await this.posts.find(postId, caller);
    const signals = merge(from([0]), this.signalsOf(postId), interval(TELL_AT_LEAST_EVERY_MS));
    return signals.pipe(
      throttleTime(TELL_EVERY_MS, undefined, { leading: true, trailing: true }),
      concatMap(() => from(this.posts.progress(postId, caller).catch(() => null))),
      concatMap((progress) => (progress === null ? EMPTY : from([progress]))),
      map((progress) => ({ type: 'progress', data: progress })),
      takeUntil(merge(this.closing, this.sessionEnds.of(caller))),
    );
  }

  private signalsOf(postId: number): Observable<number> {
    return new Observable((subscriber) =>
      this.notifications.on('munadi_progress', (payload) => {
        // An empty payload: the listener was away, anything may have moved.
        if (payload === '' || payload === String(postId)) subscriber.next(postId);
      }),
    );
  }
}
