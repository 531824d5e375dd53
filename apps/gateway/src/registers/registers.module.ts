import { Module } from '@nestjs/common';
import { BackgroundModule } from '#libs/service-kit';
import { RegisterDirectory } from './register.directory.ts';

/** The registers that are asked. */
@Module({ imports: [BackgroundModule], providers: [RegisterDirectory], exports: [RegisterDirectory] })
export class RegistersModule {}
