import { fileURLToPath } from 'node:url';

const here = import.meta.url;

/** The folder of this clone, seen from deploy/local as well as from dist/deploy/local. */
export const root = fileURLToPath(new URL(here.includes('/dist/deploy/') ? '../../..' : '../..', here));
