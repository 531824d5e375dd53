import type { ServiceDescription } from '#libs/service-kit';
import { providerPaths } from './provider-paths.ts';

export const identityService: ServiceDescription = {
  name: 'identity',
  title: 'Einmal identity',
  description:
    'OAuth 2.0 authorization server for local use and tests. `npm run -s token -- <client or citizen>` performs the whole exchange.',
  paths: providerPaths,
};
