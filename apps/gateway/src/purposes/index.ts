export { PurposesModule } from './purposes.module.ts';
