import type { Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { MetadataScanner, ModulesContainer, Reflector } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { ErrorCode, Scope } from '#libs/contracts';
import { ACCESS_RULE, type AccessRule, OR_SCOPE } from '../auth/access.decorator.ts';
import { needsIdnr } from '../auth/route-access.ts';
import { NamePipe } from '../parameters/path-parameter.decorators.ts';
import { parametersOf, type RouteParameter } from '../parameters/route-parameters.ts';
import { REFUSALS } from './refuses.decorator.ts';

/** What the metadata of a handler say, read as the access guard reads them. */
export interface DescribedRoute {
  readonly access: AccessRule | undefined;
  /** A scope that is enough as well. */
  readonly orScope: Scope | undefined;
  readonly refusals: readonly ErrorCode[];
  /** Of the parameters in its path, by name. */
  readonly pathSchemas: Readonly<Record<string, object>>;
}

/** Unique in a service, and stable: `ConsentController.give` is `consentGive`. Client generators name methods by it. */
export function operationIdOf(controller: string, method: string): string {
  const thing = controller.replace(/Controller$/, '');
  return thing.charAt(0).toLowerCase() + thing.slice(1) + method.charAt(0).toUpperCase() + method.slice(1);
}

/** Every HTTP route of the app by its operation id. */
export function routesOf(app: NestFastifyApplication): ReadonlyMap<string, DescribedRoute> {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  return new Map(controllers.flatMap(({ metatype }) => routesOfController(metatype as Type)));
}

const reflector = new Reflector();
const scanner = new MetadataScanner();

function routesOfController(controller: Type): [string, DescribedRoute][] {
  const prototype = controller.prototype as Record<string, Type>;
  const parameters = parametersOf(controller);
  return scanner
    .getAllMethodNames(prototype)
    .filter((name) => Reflect.getMetadata(METHOD_METADATA, prototype[name]!) !== undefined)
    .map((name) => {
      const targets = [prototype[name]!, controller];
      const access = reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, targets);
      const orScope = reflector.getAllAndOverride<Scope | undefined>(OR_SCOPE, targets);
      const isAboutCitizen = access && access !== 'public' && needsIdnr(access, prototype[name]!);
      const refusals = [
        ...(isAboutCitizen ? (['idnr-missing'] as const) : []),
        ...targets.flatMap((target) => reflector.get<ErrorCode[] | undefined>(REFUSALS, target) ?? []),
      ];
      const pathSchemas = pathSchemasOf(parameters, `${controller.name}.${name}`);
      return [operationIdOf(controller.name, name), { access, orScope, refusals, pathSchemas }];
    });
}

/** What the pipes of a handler take for the names in its path. */
function pathSchemasOf(parameters: readonly RouteParameter[], handler: string): Record<string, object> {
  const named = parameters.filter(({ route, source }) => route === handler && source === 'path');
  return Object.fromEntries(
    named.flatMap(({ name = '', pipes }) =>
      pipes.flatMap((pipe) => (pipe instanceof NamePipe ? [[name, pipe.schema] as const] : [])),
    ),
  );
}
