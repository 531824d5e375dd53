import { ofEachRegister, registerNames, type RegisterName, registers } from '#libs/contracts';
import type { Told } from '../../apps/identity/src/clients-file.ts';
import type { AppName } from '../description/app-names.ts';

export type Audience = Exclude<AppName, 'identity' | 'portal' | 'portal-staff' | 'portal-console'>;

/** Those that keep the cases of their procedures in the demonstration's own app. */
export const procedureAuthorities = [
  'strassenverkehr-hannover',
  'zulassung-landeshauptstadt-hannover',
  'gewerbeamt-hannover',
] as const;
export const proceduresClient = (authority: string): string => `procedures-${authority}`;

/** A client of the identity provider, as a demonstration needs it. */
export interface DemoClient {
  readonly clientId: string;
  readonly name: string;
  /** Absent where people log in: at the portal citizens, at a desk staff, each of an authority. */
  readonly authority?: string;
  /** The client may act for every authority of this register, e.g. to import the sample. */
  readonly ofAll?: RegisterName;
  readonly audience: Audience;
  readonly scopes: readonly string[];
  /** At other services: the scopes there. */
  readonly besides?: Readonly<Partial<Record<Audience, readonly string[]>>>;
  /** What it is told of who has logged in there. */
  readonly told?: readonly Told[];
}

const goettingen = {
  audience: 'residents-goettingen',
  scopes: ['residents:officer'],
} as const;

/** Authority and name of the office that a register's officers of the demonstration belong to. */
const officeOf = (register: RegisterName) => {
  const { name, authority } = registers[register].office;
  return { name, authority };
};

export const demoClients: readonly DemoClient[] = [
  {
    clientId: 'parking-hannover',
    name: 'Straßenverkehrsbehörde Hannover',
    authority: 'strassenverkehr-hannover',
    audience: 'gateway',
    scopes: ['lookup'],
  },
  // Another system of the same office, with a key of its own.
  {
    clientId: 'parking-hannover-desk',
    name: 'Straßenverkehrsbehörde Hannover, Schalter',
    authority: 'strassenverkehr-hannover',
    audience: 'gateway',
    scopes: ['lookup'],
  },
  // It is told of applications, and reads them.
  {
    clientId: 'system-parking-hannover',
    name: 'Fachverfahren Straßenverkehrsbehörde Hannover',
    authority: 'strassenverkehr-hannover',
    audience: 'procedures',
    scopes: ['procedures:clerk', 'procedures:system'],
  },
  {
    clientId: 'housing-goettingen',
    name: 'Wohngeldstelle Göttingen',
    authority: 'wohngeld-goettingen',
    audience: 'gateway',
    scopes: ['lookup'],
  },
  {
    clientId: 'procurement-goettingen',
    name: 'Zentrale Vergabestelle Göttingen',
    authority: 'vergabestelle-goettingen',
    audience: 'gateway',
    scopes: ['lookup'],
  },
  {
    clientId: 'portal',
    name: 'Bürgerportal',
    audience: 'gateway',
    scopes: ['citizen'],
    besides: { procedures: ['citizen'] },
    told: ['name', 'birthdate', 'idnr'],
  },
  // The app that keeps the cases of several authorities takes for each what is released to it.
  ...procedureAuthorities.map((authority) => ({
    clientId: proceduresClient(authority),
    name: 'Verfahren Einmal',
    authority,
    audience: 'gateway' as const,
    scopes: ['lookup'],
  })),
  ...registerNames.map((register) => ({
    clientId: `officer-${register}`,
    ...officeOf(register),
    ofAll: register,
    audience: register,
    scopes: [`${register}:officer`],
  })),
  {
    clientId: 'officer-residents-goettingen',
    name: 'Meldebehörde Göttingen',
    authority: 'meldebehoerde-goettingen',
    ...goettingen,
  },
  // A register that reacts to another one's events asks through the gateway, as its office.
  {
    clientId: 'vehicles-register',
    ...officeOf('vehicles'),
    audience: 'gateway',
    scopes: ['lookup'],
  },
  // Residents registers send each other feedback.
  {
    clientId: 'residents-register',
    ...officeOf('residents'),
    audience: 'residents',
    scopes: ['residents:feedback'],
  },
  {
    clientId: 'residents-goettingen-register',
    name: 'Meldebehörde Göttingen',
    authority: 'meldebehoerde-goettingen',
    audience: 'residents',
    scopes: ['residents:feedback'],
  },
  // Machines: they may redrive, and start what was approved; they neither ask for a replay nor approve one.
  ...['olga', 'paul'].map((name) => ({
    clientId: `operator-${name}`,
    name: 'Betriebsführung Einmal',
    authority: 'betrieb-einmal',
    audience: 'operator' as const,
    scopes: ['operator'],
  })),
  ...registerNames.map((register) => ({
    clientId: `desk-${register}`,
    name: `Arbeitsplatz ${registers[register].office.desk}`,
    audience: register,
    scopes: [`${register}:officer`],
  })),
  { clientId: 'desk-residents-goettingen', name: 'Arbeitsplatz Meldebehörde Göttingen', ...goettingen },
  {
    clientId: 'desk-procedures',
    name: 'Arbeitsplatz Sachbearbeitung',
    audience: 'procedures',
    scopes: ['procedures:clerk'],
  },
  {
    clientId: 'staff-portal',
    name: 'Arbeitsplatz der Behörden',
    audience: 'procedures',
    scopes: ['procedures:clerk'],
    besides: {
      ...ofEachRegister((register) => [`${register}:officer`]),
      [goettingen.audience]: goettingen.scopes,
    },
    told: ['name', 'authority'],
  },
  {
    clientId: 'operator-console',
    name: 'Leitstand der Betriebsführung',
    audience: 'operator',
    scopes: ['operator'],
    besides: { gateway: ['development'] },
    told: ['name', 'authority'],
  },
  {
    clientId: 'desk-development',
    name: 'Anbindung',
    audience: 'gateway',
    scopes: ['development'],
  },
  {
    clientId: 'desk-operator',
    name: 'Arbeitsplatz Betriebsführung',
    audience: 'operator',
    scopes: ['operator'],
  },
];

/** Where staff log in, and no citizen. */
export const isDesk = (clientId: string): boolean =>
  /^desk-|^staff-portal$|^operator-console$/.test(clientId);

/** Whose tokens an app of ours asks for, with proofs of its own. */
export const isService = (clientId: string): boolean => /^procedures-|-register$/.test(clientId);

/** Loopback; the port in the request is free (RFC 8252 §7.3). */
export const portalRedirect = 'http://127.0.0.1/callback';
/** Where the portals have TLS. */
export const securePortalRedirect = 'https://127.0.0.1/callback';
