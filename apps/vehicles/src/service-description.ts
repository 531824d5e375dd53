import type { ServiceDescription } from '#libs/service-kit';

export const vehiclesService: ServiceDescription = {
  name: 'vehicles',
  title: 'Central vehicle register',
  description: 'Officers record acts here; other authorities ask through the gateway.',
  demoClients: ['viola', 'officer-vehicles'],
};
