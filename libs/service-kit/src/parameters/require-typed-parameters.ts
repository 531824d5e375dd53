import type { INestApplication, Type } from '@nestjs/common';
import { ModulesContainer } from '@nestjs/core';
import { parametersOf } from './route-parameters.ts';
import { faultsOf } from './untyped-parameters.ts';

/**
 * Whatever a path or query could carry to SQL has a type. One that was forgotten is better found before the first
 * request than by it.
 * @throws Error naming each parameter without one
 */
export function requireTypedParameters(app: INestApplication): void {
  const controllers = [...app.get(ModulesContainer).values()].flatMap((module) => [
    ...module.controllers.values(),
  ]);
  const faults = controllers.flatMap(({ metatype }) => parametersOf(metatype as Type).flatMap(faultsOf));
  if (faults.length > 0) throw new Error(`Parameters without a type: ${faults.join('; ')}`);
}
