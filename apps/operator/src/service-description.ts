import type { ServiceDescription } from '#libs/service-kit';

export const operatorService: ServiceDescription = {
  name: 'operator',
  title: 'Einmal operator',
  description:
    'Operators watch the event streams, settle dead letters and replay. No personal data passes here.',
  demoClients: ['olga', 'paul'],
};
