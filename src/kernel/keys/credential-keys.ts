import { Cipher } from '../cipher.js';
import { EventLog } from '../log.js';
import { writeKey, type WrittenKey } from './key-ring.js';
import type { KeySettings } from './key-settings.js';
import { unwrapRing, writtenKeys } from './load-ring.js';

const LOOK_EVERY_MS = 30_000;

/**
 * The ring that a cipher seals and opens with. A ring that stands in a file is read again when the file changes, within
 * half a minute, and at once when a seal names a key that is not known yet: a key is changed while everything runs.
 */
export class CredentialKeys {
  private readonly log = new EventLog('keys');
  private timer: NodeJS.Timeout | undefined;
  private reading: Promise<void> | undefined;

  private constructor(
    private readonly settings: KeySettings,
    private read: string,
    readonly cipher: Cipher,
  ) {}

  /** @throws KeysUnreadable */
  static async open(settings: KeySettings): Promise<CredentialKeys> {
    const keys = await writtenKeys(settings);
    const cipher = new Cipher(await unwrapRing(keys, settings));
    return new CredentialKeys(settings, written(keys), cipher);
  }

  watch(): void {
    if (this.settings.ring.kind !== 'file') return;
    this.timer = setInterval(() => void this.refresh(), LOOK_EVERY_MS).unref();
  }

  stop(): void {
    clearInterval(this.timer);
  }

  /** Looks again when any of these keys is not known. */
  async know(keyIds: Iterable<string>): Promise<void> {
    for (const id of keyIds) {
      if (this.cipher.knows(id)) continue;
      await this.refresh();
      return;
    }
  }

  /** Reads the file again. What cannot be read is said in the log, and the ring stays as it was. */
  refresh(): Promise<void> {
    this.reading ??= this.readAgain().finally(() => {
      this.reading = undefined;
    });
    return this.reading;
  }

  private async readAgain(): Promise<void> {
    if (this.settings.ring.kind !== 'file') return;
    try {
      const keys = await writtenKeys(this.settings);
      if (written(keys) === this.read) return;
      this.cipher.useRing(await unwrapRing(keys, this.settings));
      this.read = written(keys);
      this.log.info('keys_read_again', { current: this.cipher.currentKeyId, keys: keys.length });
    } catch (error) {
      this.log.error('keys_not_read_again', error);
    }
  }
}

function written(keys: readonly WrittenKey[]): string {
  return keys.map(writeKey).join();
}
