export { PermissionsModule } from './permissions.module.ts';
