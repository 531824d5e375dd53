import { ConsentEvent } from './consent-event.entity.ts';
import { Consent } from './consent.entity.ts';
import { Notice } from './notice.entity.ts';

export { ConsentsModule } from './consents.module.ts';
export { deathsGroup } from './deaths.controller.ts';
export const consentEntities = [Consent, ConsentEvent, Notice];
