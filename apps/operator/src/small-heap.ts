import { setFlagsFromString } from 'node:v8';

/**
 * A replay turns over megabytes of events a second and keeps none. Node would let the heap grow to a multiple of what is
 * in use before it looks for what is not; so it is a third more (ADR 0034).
 */
export const keepHeapSmall = (): void => setFlagsFromString('--heap-growing-percent=30');
