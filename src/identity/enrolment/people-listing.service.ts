import { Injectable } from '@nestjs/common';
import type { PeopleQuery, PeopleView, PersonView } from '../../contract/people.js';
import type { Caller } from '../../kernel/http/caller.js';
import { deviceView } from '../devices/device-view.js';
import { DevicesStore, type ListedDevice } from '../devices/devices.store.js';
import { rolesBelow, standsAbove } from './invite-rules.js';
import { PeopleListingStore, type ListedPerson } from './people-listing.store.js';

const SHOWN = 200;

/** Who works at a place and below it, on which devices, and whose phone waits for a word. */
@Injectable()
export class PeopleListing {
  constructor(
    private readonly store: PeopleListingStore,
    private readonly devices: DevicesStore,
  ) {}

  async list({ search = '' }: PeopleQuery, caller: Caller): Promise<PeopleView> {
    const found = await this.store.listed(caller.placePath, search, SHOWN + 1);
    const shown = found.slice(0, SHOWN);
    const devices = await this.devices.listed(shown.map(({ id }) => id));
    return {
      people: shown.map((person) => personView(person, devices, caller)),
      isCut: found.length > SHOWN,
      roles: caller.can('people.invite') ? rolesBelow(caller.role) : [],
    };
  }
}

function personView(
  person: ListedPerson,
  allDevices: readonly ListedDevice[],
  caller: Caller,
): PersonView {
  const { id, name, login, role, placeId, placeEn, placeHi, inviteId } = person;
  const devices = allDevices.filter(({ personId }) => personId === id);
  const isBelow = standsAbove(caller, person);
  return {
    id,
    name,
    login,
    role,
    place: { id: placeId, nameEn: placeEn, nameHi: placeHi },
    state: stateOf(person),
    devices: devices.map((device) => deviceView(device, caller)),
    waiting:
      inviteId === null || !isBelow
        ? null
        : {
            inviteId,
            matchingCode: person.matchingCode ?? '',
            deviceName: person.deviceName ?? '',
            since: (person.waitingSince ?? new Date(0)).toISOString(),
          },
    can: {
      invite: isBelow && caller.can('people.invite'),
      revoke: isBelow && caller.can('people.revoke'),
    },
  };
}

function stateOf({ isActive, hadDevice }: ListedPerson): PersonView['state'] {
  if (isActive) return 'active';
  return hadDevice ? 'out' : 'invited';
}
