import type { DeviceView } from '../../contract/people.js';
import type { Caller } from '../../kernel/http/caller.js';
import type { ListedDevice } from './devices.store.js';

export function deviceView(device: ListedDevice, { session }: Caller): DeviceView {
  const { id, name, factor, isSynced, addedAt, lastUsedAt } = device;
  return {
    id,
    name,
    factor,
    isSynced,
    addedAt: addedAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    isThis: session?.deviceId === id,
  };
}
