export { type AuthorityClients, AuthorityClientsConfig } from './authority-clients.config.ts';
export { AuthoritiesModule } from './authorities.module.ts';
export { keeperOf, keptBy } from './keepers.ts';
export { GatewaySilent, type ReleaseAnswer, ReleaseClient, ReleaseRefused } from './release.client.ts';
export { type OpenedRelease, ReleaseOpener, ReleaseUnreadable } from './release-opener.ts';
