import type { PortalConfig, ServiceName } from '../portal.config.ts';

/** Where a member of staff works: one service, for which the login is. */
const desks: Readonly<Record<string, readonly [service: ServiceName, scope: string]>> = {
  clerk: ['procedures', 'procedures:clerk'],
  residents: ['residents', 'residents:officer'],
  vehicles: ['vehicles', 'vehicles:officer'],
  business: ['business', 'business:officer'],
};

export const deskNames = Object.keys(desks);

/** What a login is for, by the page that it goes on to: `/de/clerk/…`, `/de/residents/1/…` (of several offices the second). */
export function deskOf(
  { visitors, services }: Pick<PortalConfig, 'visitors' | 'services'>,
  goesOn: string,
): { readonly services: readonly string[]; readonly scope: string } {
  if (visitors === 'citizens')
    return { services: [...services.gateway, ...services.procedures], scope: 'citizen' };
  const [, , name = '', office = '0'] = goesOn.split(/[/?]/);
  const [service, scope] = desks[name] ?? desks['clerk']!;
  const url = services[service][Number(office)] ?? services[service][0]!;
  return { services: [url], scope };
}
