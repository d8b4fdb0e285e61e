import {
  Injectable,
  type OnApplicationBootstrap,
  type OnApplicationShutdown,
} from '@nestjs/common';
import { CredentialKeys } from '../kernel/keys/index.js';

/** Sees to it that a changed file of keys is read while the process lives. */
@Injectable()
export class KeyWatch implements OnApplicationBootstrap, OnApplicationShutdown {
  constructor(private readonly keys: CredentialKeys) {}

  onApplicationBootstrap(): void {
    this.keys.watch();
  }

  onApplicationShutdown(): void {
    this.keys.stop();
  }
}
