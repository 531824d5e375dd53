import { type DynamicModule, Module } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { Assets } from '../assets/index.ts';
import { PageRenderer } from './page-renderer.ts';
import { RenderInterceptor } from './render.interceptor.ts';
import { SessionCookie, VisitGuard } from '../web/index.ts';

/** How a request becomes a page, for every controller of this portal. */
@Module({})
export class RenderingModule {
  static for(): DynamicModule {
    return {
      module: RenderingModule,
      global: true,
      providers: [
        { provide: Assets, useFactory: () => new Assets() },
        SessionCookie,
        PageRenderer,
        { provide: APP_GUARD, useClass: VisitGuard },
        { provide: APP_INTERCEPTOR, useClass: RenderInterceptor },
      ],
      exports: [Assets, SessionCookie, PageRenderer],
    };
  }
}
