import type { ServiceDescription } from '#libs/service-kit';

export const dogsService: ServiceDescription = {
  name: 'dogs',
  title: 'Register of dogs',
  description: 'Officers record acts here; other authorities ask through the gateway.',
  demoClients: ['officer-dogs'],
};
