import type { ServiceDescription } from '#libs/service-kit';

export const businessService: ServiceDescription = {
  name: 'business',
  title: 'Commercial register',
  description: 'Officers record acts here; other authorities ask through the gateway.',
  demoClients: ['bruno', 'officer-business'],
};
