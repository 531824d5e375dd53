import { Module } from '@nestjs/common';
import { ContentSeals } from './content-seals.ts';
import { SealingConfig } from './sealing.config.ts';

/** What citizens typed and registers said stands in the database sealed. */
@Module({
  providers: [
    {
      provide: ContentSeals,
      useFactory: ({ contentKeys }: SealingConfig) => new ContentSeals(contentKeys),
      inject: [SealingConfig],
    },
  ],
  exports: [ContentSeals],
})
export class SealingModule {}
