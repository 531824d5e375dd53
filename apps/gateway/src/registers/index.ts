export { PERMIT_KEYS, permitKeys } from './permit-keys.ts';
export { RegisterDirectory } from './register.directory.ts';
export { RegistersConfig } from './registers.config.ts';
export { RegistersModule } from './registers.module.ts';
export type { Towards } from './serving.rules.ts';
