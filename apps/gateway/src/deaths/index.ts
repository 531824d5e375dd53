export { deathsGroup } from './deaths.controller.ts';
export { DeathsModule } from './deaths.module.ts';
