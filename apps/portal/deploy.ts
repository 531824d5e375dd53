import { describeApp } from '../../deploy/description/description.ts';
import {
  callUrlIfOther,
  callUrlsIfOther,
  demonstration,
  ownDoorAndDatabase,
  publicUrlOf,
  publicUrlsOf,
  secret,
  text,
} from '../../deploy/description/sources.ts';
import { demoCitizens } from '../../deploy/sample/demo-citizens.ts';
import { portalService } from './src/service-description.ts';

const forPeople = ['gateway', 'procedures', 'residents', 'vehicles', 'business'] as const;
/** Whose services each calls, as `calledFor` of its settings has them. */
const calledFor = { citizens: forPeople, staff: forPeople, operators: ['operator', 'gateway'] } as const;
type Visitors = keyof typeof calledFor;

/** Invented, of the sample data. */
const { idnr, birthDate, plate } = demoCitizens.anna;
const exampleSubject = { idnr, birthDate, plate };

/** The same pages' program in deployments that share no origin, client, cookie or database (ADR 0074). */
const portalFor = (visitors: Visitors, clientId: string, port: number) =>
  describeApp({
    program: 'portal',
    service: portalService,
    blocks: async () => (await import('./src/portal.config.ts')).configBlocks,
    values: {
      ...ownDoorAndDatabase,
      visitors: text(visitors),
      issuerUrl: publicUrlOf('identity'),
      issuerCallUrl: callUrlIfOther('identity', ''),
      clientId: text(clientId),
      clientJwk: secret(`client-jwk/${clientId}`),
      services: publicUrlsOf(calledFor[visitors]),
      serviceCallUrls: callUrlsIfOther(calledFor[visitors]),
      siteLabel: demonstration('Vorführung, keine echte Behörde'),
      accessibilityContact: demonstration('barrierefreiheit@einmal.example'),
      ...(visitors === 'operators' && {
        tokenCommand: demonstration('npm run -s token --'),
        exampleSubject: demonstration(JSON.stringify(exampleSubject)),
      }),
    },
    port,
    resources: { memory: { request: 120, limit: 384 }, cpu: { request: 0.1 } },
    // Sessions are in its database.
    processes: 'any',
  });

export const portal = portalFor('citizens', 'portal', 8085);
export const portalStaff = portalFor('staff', 'staff-portal', 8088);
export const portalConsole = portalFor('operators', 'operator-console', 8089);
