import { SetMetadata } from '@nestjs/common';
import type { Permission } from '../../contract/permissions.js';

/** What a route asks of the caller. Every route declares one; the application does not start otherwise. */
export type Access =
  | { kind: 'public' }
  | ({ kind: 'signed_in' } & AccessOptions)
  | ({ kind: 'permission'; permission: Permission } & AccessOptions);

export interface AccessOptions {
  /** Only soon after the person proved anew that it is them; refused with `step_up_needed` otherwise. */
  stepUp?: boolean;
}

export const ACCESS = 'munadi:access';

/** Anybody, also without signing in. */
export const Public = () => SetMetadata(ACCESS, { kind: 'public' } satisfies Access);

/** Anybody who is signed in. */
export const SignedIn = (options: AccessOptions = {}) =>
  SetMetadata(ACCESS, { kind: 'signed_in', ...options } satisfies Access);

/** People whose role holds `permission`; on which places is the business of each query's scope. */
export const Requires = (permission: Permission, options: AccessOptions = {}) =>
  SetMetadata(ACCESS, { kind: 'permission', permission, ...options } satisfies Access);
