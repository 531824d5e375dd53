export { consentEntities } from './consent.entity.ts';
export { ConsentsModule } from './consents.module.ts';
export { deathsGroup } from './deaths.controller.ts';
