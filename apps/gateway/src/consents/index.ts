export { ConsentEventSubjects } from './consent-event-subjects.service.ts';
export { consentEntities } from './consent.entity.ts';
export { ConsentNotPossible, NoticeMismatch, offerRefusals } from './consent.errors.ts';
export { offerFor } from './consent.rules.ts';
export { ConsentStore } from './consent.store.ts';
export { ConsentsModule } from './consents.module.ts';
export { JointChoices } from './joint-choices.service.ts';
export { type Chosen, StandingChoices } from './standing-choices.service.ts';
export { locales, noticeOf, noticeText } from './notice.catalogue.ts';
