import { Module } from '@nestjs/common';
import { RegisterDirectory } from './register.directory.ts';

/** The registers that are asked. */
@Module({ providers: [RegisterDirectory], exports: [RegisterDirectory] })
export class RegistersModule {}
