import { business } from '../../apps/business/deploy.ts';
import { gateway } from '../../apps/gateway/deploy.ts';
import { identity } from '../../apps/identity/deploy.ts';
import { operator } from '../../apps/operator/deploy.ts';
import { residents } from '../../apps/residents/deploy.ts';
import { vehicles } from '../../apps/vehicles/deploy.ts';
import type { AppName } from './app-names.ts';
import type { AppDescription } from './description.ts';

export const apps: Readonly<Record<AppName, AppDescription>> = {
  business,
  gateway,
  identity,
  operator,
  residents,
  vehicles,
};
