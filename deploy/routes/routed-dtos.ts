import { glob } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';

export type Dto = new () => object;

/** The class of a body, query or other parameter of a route. */
export interface RoutedDto {
  /** Method of the controller, as in `ResidentsController.registerResident`. */
  readonly route: string;
  readonly dto: Dto;
}

const builtin: ReadonlySet<unknown> = new Set([String, Number, Boolean, Object, Array, Date, Buffer]);

/**
 * Every class that Nest's own metadata names as a parameter of a route of an app. `deploy/check/files.mjs` sees to it
 * that each controller lies in a file called so.
 */
export async function routedDtos(root: string): Promise<readonly RoutedDto[]> {
  const found: RoutedDto[] = [];
  for await (const file of glob('{apps,libs}/*/src/**/*.controller.ts', { cwd: root })) {
    const module = (await import(pathToFileURL(`${root}/${file}`).href)) as Readonly<Record<string, unknown>>;
    found.push(...Object.values(module).filter(isController).flatMap(dtosOf));
  }
  return found;
}

const isController = (value: unknown): value is Dto =>
  typeof value === 'function' && Reflect.hasMetadata('__controller__', value);

function dtosOf(controller: Dto): RoutedDto[] {
  const prototype = controller.prototype as object;
  return Object.getOwnPropertyNames(prototype).flatMap((method) => {
    const route = `${controller.name}.${method}`;
    const types = (Reflect.getMetadata('design:paramtypes', prototype, method) ?? []) as readonly unknown[];
    const bound = Reflect.getMetadata('__routeArguments__', controller, method) as object | undefined;
    const described = Reflect.getMetadata('swagger/apiParameters', handlerOf(prototype, method)) as
      readonly { readonly in: string; readonly type?: unknown }[] | undefined;
    return [
      ...positionsOf(bound ?? {}).map((position) => types[position]),
      // A route of the hot path takes the raw request and names its body for the API description alone.
      ...(described ?? []).filter((parameter) => parameter.in === 'body').map(({ type }) => type),
    ]
      .filter((type): type is Dto => typeof type === 'function' && !builtin.has(type))
      .map((dto) => ({ route, dto }));
  });
}

const handlerOf = (prototype: object, method: string): object =>
  (Object.getOwnPropertyDescriptor(prototype, method)?.value ?? {}) as object;

/** Body, query and parameters of the path, by Nest's `RouteParamtypes`. */
const positionsOf = (bound: object): number[] =>
  Object.entries(bound as Readonly<Record<string, { readonly index: number }>>)
    .filter(([key]) => /^[345]:/.test(key))
    .map(([, { index }]) => index);
