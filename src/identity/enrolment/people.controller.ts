import { Body, Controller, Get, HttpCode, Param, Post, Query } from '@nestjs/common';
import {
  confirmOrder,
  newInvite,
  peopleQuery,
  type ConfirmOrder,
  type InviteLink,
  type NewInvite,
  type PeopleQuery,
  type PeopleView,
} from '../../contract/people.js';
import { rowId } from '../../contract/row-id.js';
import { Requires } from '../../kernel/http/access.decorator.js';
import { CurrentCaller, type Caller } from '../../kernel/http/caller.js';
import { DevicesService } from '../devices/devices.service.js';
import { InvitesService } from './invites.service.js';
import { PeopleListing } from './people-listing.service.js';

@Controller('people')
export class PeopleController {
  constructor(
    private readonly listing: PeopleListing,
    private readonly invites: InvitesService,
    private readonly devices: DevicesService,
  ) {}

  /** People at and below the caller's place, those who wait for a word first. */
  @Get()
  @Requires('people.read')
  list(
    @Query({ schema: peopleQuery }) query: PeopleQuery,
    @CurrentCaller() caller: Caller,
  ): Promise<PeopleView> {
    return this.listing.list(query, caller);
  }

  /** A link for somebody new: good once, for 48 hours, and only after a second word. */
  @Post('invites')
  @Requires('people.invite', { stepUp: true })
  invite(
    @Body({ schema: newInvite }) invite: NewInvite,
    @CurrentCaller() caller: Caller,
  ): Promise<InviteLink> {
    return this.invites.invite(invite, caller);
  }

  /** A link for one more device of somebody, also after they lost theirs. */
  @Post(':id/invites')
  @Requires('people.invite', { stepUp: true })
  inviteAgain(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<InviteLink> {
    return this.invites.inviteAgain(id, caller);
  }

  /** The second word: the phone that waits is the right one. */
  @Post('invites/:id/confirm')
  @HttpCode(204)
  @Requires('people.invite', { stepUp: true })
  confirm(
    @Param('id', { schema: rowId }) id: number,
    @Body({ schema: confirmOrder }) { matchingCode }: ConfirmOrder,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.invites.confirm(id, matchingCode, caller);
  }

  /** The phone that waits is not the right one. */
  @Post('invites/:id/refuse')
  @HttpCode(204)
  @Requires('people.invite')
  refuse(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.invites.refuse(id, caller);
  }

  /** Puts somebody out of service: every device of theirs ends at once. A new invite takes them back. */
  @Post(':id/revoke')
  @HttpCode(204)
  @Requires('people.revoke', { stepUp: true })
  revoke(
    @Param('id', { schema: rowId }) id: number,
    @CurrentCaller() caller: Caller,
  ): Promise<void> {
    return this.devices.revokePerson(id, caller);
  }
}
