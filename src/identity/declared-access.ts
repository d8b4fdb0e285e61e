import { Injectable, RequestMethod, type OnApplicationBootstrap } from '@nestjs/common';
import { DiscoveryService, MetadataScanner } from '@nestjs/core';
import { ACCESS } from '../kernel/http/access.decorator.js';

/** Stops the start when a route does not say who may call it: a forgotten decorator never opens a door. */
@Injectable()
export class DeclaredAccess implements OnApplicationBootstrap {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  onApplicationBootstrap(): void {
    const silent = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => (metatype ? this.silentRoutes(metatype) : []));
    if (silent.length === 0) return;
    throw new Error(
      `These routes do not say who may call them: ${silent.join(', ')}. ` +
        'Put @Public, @SignedIn or @Requires on each.',
    );
  }

  private silentRoutes(controller: { name: string; prototype: unknown }): string[] {
    const { name, prototype } = controller;
    if (typeof prototype !== 'object' || prototype === null) return [];
    return this.scanner.getAllMethodNames(prototype).flatMap((method) => {
      const handler: unknown = Reflect.get(prototype, method);
      if (typeof handler !== 'function' || !isRoute(handler)) return [];
      const isDeclared =
        Reflect.hasMetadata(ACCESS, handler) || Reflect.hasMetadata(ACCESS, controller);
      return isDeclared ? [] : [`${name}.${method}`];
    });
  }
}

/** Nest leaves the request method on every function that it routes to. */
function isRoute(handler: object): boolean {
  const method: unknown = Reflect.getMetadata('method', handler);
  return typeof method === 'number' && method in RequestMethod;
}
