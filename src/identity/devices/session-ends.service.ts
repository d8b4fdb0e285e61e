import { Inject, Injectable } from '@nestjs/common';
import { concatMap, filter, from, merge, NEVER, Observable, take, timer } from 'rxjs';
import { CLOCK, type Clock } from '../../kernel/clock.js';
import { NotificationListener } from '../../kernel/database/notifications.js';
import type { Caller } from '../../kernel/http/caller.js';
import { DevicesStore } from './devices.store.js';

/** Tells whatever outlives a request, a stream or an upload, when it has to end. */
@Injectable()
export class SessionEnds {
  constructor(
    private readonly devices: DevicesStore,
    @Inject(NotificationListener) private readonly notifications: NotificationListener,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Speaks once, when the caller's device is revoked by whichever process, or the session's time is over.
   * Asks the table at the beginning too: the device may have been revoked since the guard looked.
   */
  of({ session }: Caller): Observable<unknown> {
    if (!session) return NEVER;
    const { deviceId, endsAt } = session;
    const revoked = merge(from(['']), this.signalsOf(deviceId)).pipe(
      concatMap(() => this.devices.isRevoked(deviceId)),
      filter((isRevoked) => isRevoked),
    );
    const leftMs = Math.max(0, endsAt.getTime() - this.clock.now().getTime());
    return merge(revoked, timer(leftMs)).pipe(take(1));
  }

  private signalsOf(deviceId: number): Observable<string> {
    return new Observable((subscriber) =>
      this.notifications.on('munadi_access', (payload) => {
        // An empty payload: the listener was away, anything may have been revoked.
        if (payload === '' || payload === String(deviceId)) subscriber.next(payload);
      }),
    );
  }
}
