export { RegisterDirectory } from './register.directory.ts';
export { RegistersConfig } from './registers.config.ts';
export { RegistersModule } from './registers.module.ts';
