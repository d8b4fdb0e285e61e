/** Counts the passages of one step and dies at the wanted one. */
export class AttemptDesk {
  constructor({ point, platform, passage }) {
    this.point = point;
    this.platform = platform;
    this.left = passage;
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
            const sending = send();
            // The request has been handed over, and the answer has not been read.
            setTimeout(() => this.reach('request-begun', names), 1);
            const answer = await sending;
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
