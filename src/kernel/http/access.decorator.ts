import { SetMetadata } from '@nestjs/common';
import type { Permission } from '../../contract/permissions.js';

/** What a route asks of the caller. Every route declares one; the application does not start otherwise. */
export type Access =
  { kind: 'public' } | { kind: 'signed_in' } | { kind: 'permission'; permission: Permission };

export const ACCESS = 'munadi:access';

/** Anybody, also without signing in. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Anybody who is signed in. */
export const SignedIn = () => SetMetadata(ACCESS, { kind: 'signed_in' } satisfies Access);

/** People whose role holds `permission`; on which places is the business of each query's scope. */
export const Requires = (permission: Permission) =>
  SetMetadata(ACCESS, { kind: 'permission', permission } satisfies Access);
