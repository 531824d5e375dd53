import type { PipeTransform, Type } from '@nestjs/common';
import { METHOD_METADATA, PARAMTYPES_METADATA, ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/enums/route-paramtypes.enum.js';
import { MetadataScanner } from '@nestjs/core';

interface Declared {
  readonly index: number;
  readonly data?: unknown;
  readonly pipes?: readonly (PipeTransform | Type<PipeTransform>)[];
}

/** One thing that a route takes from a request. */
export interface RouteParameter {
  /** `Controller.method`, for messages. */
  readonly route: string;
  readonly source: 'path' | 'query' | 'body' | 'header';
  /** Absent where all of the source is taken as one object. */
  readonly name?: string;
  /** As the compiler wrote it down; `Object` for an interface or a type. */
  readonly type: Type;
  readonly pipes: readonly (PipeTransform | Type<PipeTransform>)[];
}

const sources: Readonly<Record<string, RouteParameter['source']>> = {
  [RouteParamtypes.PARAM]: 'path',
  [RouteParamtypes.QUERY]: 'query',
  [RouteParamtypes.BODY]: 'body',
  [RouteParamtypes.RAW_BODY]: 'body',
  [RouteParamtypes.HEADERS]: 'header',
};

/** What the HTTP routes of a controller take, as its decorators say. */
export function parametersOf(controller: Type): readonly RouteParameter[] {
  const prototype = controller.prototype as Record<string, object>;
  return new MetadataScanner()
    .getAllMethodNames(prototype)
    .filter((method) => Reflect.getMetadata(METHOD_METADATA, prototype[method]!) !== undefined)
    .flatMap((method) => {
      const types = (Reflect.getMetadata(PARAMTYPES_METADATA, prototype, method) ?? []) as readonly Type[];
      const declared = (Reflect.getMetadata(ROUTE_ARGS_METADATA, controller, method) ?? {}) as Declarations;
      const route = `${controller.name}.${method}`;
      return Object.entries(declared).flatMap(([key, each]) => parameterOf(route, key, each, types));
    });
}

type Declarations = Readonly<Record<string, Declared>>;

function parameterOf(
  route: string,
  key: string,
  { index, data, pipes = [] }: Declared,
  types: readonly Type[],
): readonly RouteParameter[] {
  // Keys are `<kind>:<index>`; those of custom decorators such as `@Caller()` begin otherwise.
  const source = sources[key.slice(0, key.indexOf(':'))];
  if (source === undefined) return [];
  const name = typeof data === 'string' ? { name: data } : {};
  return [{ route, source, ...name, type: types[index] ?? Object, pipes }];
}
