import type { Level } from '../sessions/index.ts';

const higher: Readonly<Record<Level, Level>> = { low: 'substantial', substantial: 'high', high: 'high' };

/** The level to ask for where the one at hand was too low. */
export const nextLevel = (level: Level | undefined): Level => (level ? higher[level] : 'substantial');
