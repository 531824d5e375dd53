import type { ServiceName } from '../clients-file.ts';

/** Of `officer-vehicles`; the first has ended. */
export const furtherAuthorities = ['zulassung-landkreis-hannover-2001', 'zulassung-stadt-goettingen'];

const machine = (clientId: string, service: ServiceName, scope: string) => ({
  clientId,
  name: clientId,
  grant: 'client_credentials',
  authority: `authority-of-${clientId}`,
  ...(clientId === 'officer-vehicles' && { authorities: furtherAuthorities }),
  access: [{ service, scopes: [scope] }],
});

/** Demo machine clients: client, service, scope. */
export const machines = [
  ['parking-hannover', 'gateway', 'lookup'],
  ['housing-goettingen', 'gateway', 'lookup'],
  ['officer-residents', 'residents', 'residents:officer'],
  ['officer-vehicles', 'vehicles', 'vehicles:officer'],
  ['officer-business', 'business', 'business:officer'],
] as const;

const portal = {
  clientId: 'portal',
  name: 'Bürgerportal <demo>',
  grant: 'authorization_code',
  redirectUris: ['http://127.0.0.1/callback'],
  homeUri: 'http://127.0.0.1:18085/',
  keepsSessions: true,
  told: ['name', 'birthdate', 'idnr'],
  access: [
    { service: 'gateway', scopes: ['citizen'] },
    { service: 'procedures', scopes: ['citizen'] },
  ],
};

/** One that is told nothing, of two; and its address has TLS. */
const { told: _told, ...plain } = portal;
const plainPortal = { ...plain, clientId: 'plain-portal', redirectUris: ['https://127.0.0.1/callback'] };

/** Where staff of the residents offices log in; two of them, as an office may have. */
const desk = (clientId: string, ...scopes: readonly string[]) => ({
  clientId,
  name: clientId,
  grant: 'authorization_code',
  users: 'staff',
  redirectUris: ['http://127.0.0.1/callback'],
  access: [{ service: 'residents', scopes }],
});
const desks = [desk('desk-a', 'residents:officer', 'residents:clerk'), desk('desk-b', 'residents:officer')];

/** Where staff of all offices log in. */
const staffPortal = {
  ...portal,
  clientId: 'staff-portal',
  users: 'staff',
  told: ['name', 'authority'],
  access: [
    { service: 'residents', scopes: ['residents:officer'] },
    { service: 'vehicles', scopes: ['vehicles:officer'] },
  ],
};

export const clientEntries = [
  ...machines.map(([clientId, service, scope]) => machine(clientId, service, scope)),
  portal,
  plainPortal,
  ...desks,
  staffPortal,
];
