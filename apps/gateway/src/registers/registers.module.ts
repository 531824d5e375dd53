import { Module } from '@nestjs/common';
import { BackgroundModule } from '#libs/service-kit';
import { PERMIT_KEYS, permitKeys, PermitKeysRoute } from './permit-keys.ts';
import { RegisterDirectory } from './register.directory.ts';
import { RegistersConfig } from './registers.config.ts';

/** The registers that are asked. */
@Module({
  imports: [BackgroundModule],
  providers: [
    { provide: PERMIT_KEYS, useFactory: permitKeys, inject: [RegistersConfig] },
    PermitKeysRoute,
    RegisterDirectory,
  ],
  exports: [RegisterDirectory, PERMIT_KEYS],
})
export class RegistersModule {}
