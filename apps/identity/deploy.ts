import { describeApp } from '../../deploy/description/description.ts';
import { registerNames } from '#libs/contracts';
import { demoFile, ownDoorAndDatabase, publicUrlsOf, secret } from '../../deploy/description/sources.ts';
import { identityService } from './src/service-description.ts';

/** An installation in earnest has an issuer of its own. */
export const identity = describeApp({
  program: 'identity',
  service: identityService,
  blocks: async () => (await import('./src/identity.config.ts')).configBlocks,
  values: {
    ...ownDoorAndDatabase,
    serviceUrls: publicUrlsOf(['gateway', ...registerNames, 'operator', 'procedures']),
    citizenPseudonymKey: secret('citizen-pseudonym-key'),
    clientsFile: demoFile('clients'),
    citizensFile: demoFile('citizens'),
    numbersFile: demoFile('numbers'),
    staffFile: demoFile('staff'),
    signingJwksFile: demoFile('signingKeys'),
    cookieKeys: secret('cookie-keys'),
  },
  port: 8086,
  resources: { memory: { request: 144, limit: 384 }, cpu: { request: 0.1 } },
  isDemonstration: true,
  processes: 'any',
});
