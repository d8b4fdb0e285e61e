import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';

/** Counts the passages of one step and dies at the wanted one. */
export class CrashDesk {
  /** Whose send is being made. */
  sender = new AsyncLocalStorage();

  constructor({ point, platform, passage }) {
    this.point = point;
    this.platform = platform;
    this.left = passage;
    subscribe('http.client.request.start', ({ request }) => {
      const names = this.sender.getStore();
      // The last byte has been handed to the system, and the answer has not been read.
      if (names) request.once('finish', () => this.reach('request-sent', names));
    });
  }

  reach(point, platforms) {
    if (point !== this.point || !platforms.includes(this.platform)) return;
    this.left -= 1;
    if (this.left === 0) process.kill(process.pid, 'SIGKILL');
  }

  wrap(port, method, { before, after, platformsOf }) {
    const original = port[method].bind(port);
    port[method] = async (...args) => {
      if (before) this.reach(before, platformsOf(args));
      const answer = await original(...args);
      if (after) this.reach(after, platformsOf(args, answer));
      return answer;
    };
  }

  /** The adapter's own steps: its draft, its one request, the answer, and its look. */
  wrapPlatform(adapter) {
    const names = [adapter.capabilities.name];
    const publish = adapter.publish.bind(adapter);
    adapter.publish = (attempt) => {
      this.reach('before-draft', names);
      return publish({
        ...attempt,
        commit: (send) =>
          attempt.commit(async () => {
            const answer = await this.sender.run(names, send);
            this.reach('answer-read', names);
            return answer;
          }),
      });
    };
    if (!adapter.locate) return;
    const locate = adapter.locate.bind(adapter);
    adapter.locate = async (search) => {
      this.reach('before-look', names);
      const located = await locate(search);
      this.reach('after-look', names);
      return located;
    };
  }
}
