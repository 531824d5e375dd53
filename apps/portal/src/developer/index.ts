export { DeveloperModule } from './developer.module.ts';
