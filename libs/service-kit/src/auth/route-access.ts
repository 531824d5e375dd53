import { Injectable, type OnApplicationBootstrap, type Type } from '@nestjs/common';
import { METHOD_METADATA } from '@nestjs/common/constants.js';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';

import { type AssuranceLevel, type Scope, scopes } from '#libs/contracts';

import {
  ACCESS_RULE,
  type AccessRule,
  DECIDES_STANDING,
  LEAST_ACR,
  OR_SCOPE,
  SPENDS_PROOF,
  WITHOUT_IDNR,
} from './access.decorator.ts';

type Handler = (...args: never[]) => unknown;

/** Whether a route is about the citizen who asks. */
export const needsIdnr = (rule: Exclude<AccessRule, 'public'>, handler: object): boolean =>
  rule.scopes.includes(scopes.citizen) && Reflect.getMetadata(WITHOUT_IDNR, handler) !== true;

/** Access rule of every route, read once per handler. */
@Injectable()
export class RouteAccess implements OnApplicationBootstrap {
  private readonly known = new WeakMap<object, WeakMap<object, AccessRule>>();

  constructor(
    private readonly reflector: Reflector,
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
  ) {}

  /** The handler's own rule, else its controller's; undefined when neither has one. */
  of(controller: object, handler: object): AccessRule | undefined {
    const found = this.known.get(controller)?.get(handler);
    return found ?? this.read(controller, handler);
  }

  /** Default deny would answer 403 for ever; a route that was forgotten is better found before the first request. */
  onApplicationBootstrap(): void {
    const forgotten = this.discovery
      .getControllers()
      .flatMap(({ metatype }) => this.withoutRule(metatype as Type));
    if (forgotten.length === 0) return;
    throw new Error(`Routes without @Scopes() or @Public(): ${forgotten.join(', ')}`);
  }

  private withoutRule(controller: Type): string[] {
    const prototype = controller.prototype as Record<string, Handler>;
    return this.scanner
      .getAllMethodNames(prototype)
      .filter((name) => Reflect.getMetadata(METHOD_METADATA, prototype[name]!) !== undefined)
      .filter((name) => this.read(controller, prototype[name]!) === undefined)
      .map((name) => `${controller.name}.${name}`);
  }

  private read(controller: object, handler: object): AccessRule | undefined {
    const rule = this.reflector.getAllAndOverride<AccessRule | undefined>(ACCESS_RULE, [
      handler as Handler,
      controller as Type,
    ]);
    if (rule === undefined) return undefined;
    const said = (key: symbol): boolean =>
      this.reflector.get<boolean | undefined>(key, handler as Handler) === true;
    const orScope = this.reflector.getAllAndOverride<Scope | undefined>(OR_SCOPE, [
      handler as Handler,
      controller as Type,
    ]);
    const own = { decidesStanding: said(DECIDES_STANDING), spendsProof: said(SPENDS_PROOF) };
    const ofCitizens = this.ofCitizens(rule, controller, handler);
    const whole = rule === 'public' ? rule : { ...rule, ...(orScope && { orScope }), ...own, ...ofCitizens };
    const ofController = this.known.get(controller) ?? new WeakMap<object, AccessRule>();
    this.known.set(controller, ofController.set(handler, whole));
    return whole;
  }

  private ofCitizens(
    rule: AccessRule,
    controller: object,
    handler: object,
  ): { readonly leastAcr?: AssuranceLevel; readonly needsIdnr?: boolean } {
    if (rule === 'public' || !rule.scopes.includes(scopes.citizen)) return {};
    const said = this.reflector.getAllAndOverride<AssuranceLevel | 'any' | undefined>(LEAST_ACR, [
      handler as Handler,
      controller as Type,
    ]);
    return {
      needsIdnr: needsIdnr(rule, handler),
      ...(said !== 'any' && { leastAcr: said ?? 'substantial' }),
    };
  }
}
