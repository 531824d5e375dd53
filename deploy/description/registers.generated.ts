import { business } from '../../apps/business/deploy.ts';
import { residents } from '../../apps/residents/deploy.ts';
import { vehicles } from '../../apps/vehicles/deploy.ts';

/** Made by `npm run generate` from the register.json of each register; a change by hand is refused. */
export const registerDescriptions = { residents, vehicles, business };
