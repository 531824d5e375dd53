import { type INestApplicationContext, RequestMethod } from '@nestjs/common';
import { METHOD_METADATA, PATH_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, ModulesContainer } from '@nestjs/core';

export interface DeclaredRoute {
  readonly method: string;
  /** As declared, without the leading slash: `v1/consents/:id`. */
  readonly path: string;
}

type Described = object & Record<string, object>;

/** Every HTTP route of an app's controllers, read from their metadata: a route that is added is in the list. */
export function declaredRoutes(app: INestApplicationContext): readonly DeclaredRoute[] {
  const scanner = new MetadataScanner();
  const controllers = new DiscoveryService(app.get(ModulesContainer)).getControllers();
  return controllers.flatMap(({ metatype }) => {
    if (metatype === null) return [];
    const prototype = metatype.prototype as Described;
    const base = String(Reflect.getMetadata(PATH_METADATA, metatype) ?? '');
    return scanner.getAllMethodNames(prototype).flatMap((name) => {
      const method = Reflect.getMetadata(METHOD_METADATA, prototype[name]!) as RequestMethod | undefined;
      if (method === undefined) return [];
      const path = String(Reflect.getMetadata(PATH_METADATA, prototype[name]!));
      return [{ method: RequestMethod[method], path: [base, path].filter((part) => part !== '/').join('/') }];
    });
  });
}
