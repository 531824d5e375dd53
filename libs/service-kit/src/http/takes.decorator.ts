import { applyDecorators } from '@nestjs/common';
import { RouteConfig } from '@nestjs/platform-fastify';
import { ApiConsumes } from '@nestjs/swagger';

/** The content types that a route reads; without it `application/json` alone. Anything else is answered 415. */
export const Takes = (...types: readonly [string, ...string[]]): MethodDecorator =>
  applyDecorators(RouteConfig({ takes: types }), ApiConsumes(...types));
