import type { ServiceDescription } from '#libs/service-kit';

export const gatewayService: ServiceDescription = {
  name: 'gateway',
  title: 'Einmal gateway',
  description:
    'Authorities ask for evidence from public registers; citizens choose, consent, withdraw, and see who was told what.',
  demoClients: ['parking-hannover', 'anna'],
};
