import type { ServiceDescription } from '#libs/service-kit';

export const residentsService: ServiceDescription = {
  name: 'residents',
  title: 'Residents register',
  description: 'Officers record acts here; other authorities ask through the gateway.',
  demoClients: ['hanna', 'officer-residents'],
};
