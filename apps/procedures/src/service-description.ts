import type { ServiceDescription } from '#libs/service-kit';

export const proceduresService: ServiceDescription = {
  name: 'procedures',
  title: 'Einmal procedures',
  description:
    'Drafts and submissions of citizens, and the inbox of authorities that have no system of their own. Evidence comes through the gateway, as for every authority.',
  demoClients: ['petra', 'ines'],
};
