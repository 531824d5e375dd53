export { DevelopmentModule } from './development.module.ts';
