import type { ServiceDescription } from '#libs/service-kit';

export const portalService: ServiceDescription = {
  name: 'portal',
  title: 'Einmal portal',
  description:
    'Pages for citizens and for staff of authorities. It decides nothing: it calls the same APIs as anybody, as the person who signed in.',
};
