import type { RegisterName } from '#libs/contracts';

/** The processes of the stack, in no particular order: they start side by side. */
export const appNames = ['identity', 'residents', 'vehicles', 'business', 'gateway', 'operator'] as const;
export type AppName = (typeof appNames)[number];

export const defaultPorts: Readonly<Record<AppName, number>> = {
  gateway: 8080,
  residents: 8081,
  vehicles: 8082,
  business: 8083,
  operator: 8084,
  identity: 8086,
};

/** Whose name stands in the evidence; the demo data are of Lower Saxony. */
export const registerAuthorities: Readonly<Record<RegisterName, string>> = {
  residents: 'Landeshauptstadt Hannover, Meldebehörde',
  // The sample is the central register (StVG §31(2)), in which registration offices record.
  vehicles: 'Kraftfahrt-Bundesamt',
  business: 'Amtsgericht Hannover, Registergericht',
};

export const portVariable = (app: AppName): string => `${app.toUpperCase()}_PORT`;
