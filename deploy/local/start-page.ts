import { today } from '#libs/authorities';
import type { ServeStartPage, StartAccount, StartFacts } from '../../apps/portal/src/start/start-facts.ts';
import { demoCitizens } from '../sample/demo-citizens.ts';
import { demoResidents } from '../sample/demo-people.ts';
import { demoStaff } from '../sample/demo-staff.ts';
import type { Endpoints } from './endpoints.ts';
import type { TlsFiles } from './tls/tls-files.ts';

/** Pages are compiled by a program of their own (ADR 0074), so this one finds them as they are built. */
const built = new URL('../../apps/portal/src/start/serve-start-page.js', import.meta.url);

function citizenAccounts(): readonly StartAccount[] {
  const people = demoResidents(today());
  return Object.values(demoCitizens).map(({ idnr, about }) => {
    const { givenNames = '', familyName = '' } = people.find((each) => each.idnr === idnr) ?? {};
    return { name: `${givenNames} ${familyName}`, about };
  });
}

/** The first is the one of the guided task. */
const staffAccounts = (works: (role: string) => boolean): readonly StartAccount[] =>
  demoStaff
    .filter(({ roles }) => roles.some(({ role }) => works(role)))
    .map(({ name, about }) => ({ name, about }));

/** What the page of a running stack tells. */
export function startFactsOf({ apps }: Endpoints, url: string, tls?: TlsFiles): StartFacts {
  return {
    host: '127.0.0.1',
    port: Number(new URL(url).port),
    url,
    citizens: apps.portal,
    staff: apps['portal-staff'],
    operators: apps['portal-console'],
    developers: apps['portal-console'],
    accounts: {
      citizens: citizenAccounts(),
      staff: staffAccounts((role) => role === 'clerk' || role === 'officer'),
      operators: staffAccounts((role) => role === 'operator'),
      developers: staffAccounts((role) => role === 'developer'),
    },
    plate: demoCitizens.anna.plate,
    ...(tls && { tls: tls.ofApp('portal') }),
  };
}

/** Serves it from this process until that ends. */
export async function serveStartPage(facts: StartFacts): Promise<void> {
  const { serveStartPage: serve } = (await import(built.href)) as { readonly serveStartPage: ServeStartPage };
  await serve(facts);
}
