import { Module } from '@nestjs/common';
import type { WrappingKeys } from '#libs/service-kit';
import { ContentSeals } from './content-seals.ts';
import { contentKeys, SealingConfig } from './sealing.config.ts';

/** Injection token of the keys that wrap the keys of contents. */
export const CONTENT_KEYS = Symbol('CONTENT_KEYS');

/** What citizens typed and registers said stands in the database sealed. */
@Module({
  providers: [
    { provide: CONTENT_KEYS, useFactory: contentKeys, inject: [SealingConfig] },
    {
      provide: ContentSeals,
      useFactory: (keys: WrappingKeys) => new ContentSeals(keys),
      inject: [CONTENT_KEYS],
    },
  ],
  exports: [CONTENT_KEYS, ContentSeals],
})
export class SealingModule {}
