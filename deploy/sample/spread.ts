/**
 * Walks through 0 … size − 1 in scattered order and meets every number once: distinct values without remembering
 * those already used. The step is coprime to the size; both stay below 2^26, so that products are exact.
 */
export function spread(index: number, size: number, offset: number): number {
  if (index >= size) throw new RangeError(`Only ${size} distinct values exist; ask for fewer records.`);
  return (index * coprimeStep(size) + offset) % size;
}

function coprimeStep(size: number): number {
  let step = Math.floor(size * 0.618) || 1;
  while (greatestCommonDivisor(step, size) !== 1) step++;
  return step;
}

function greatestCommonDivisor(a: number, b: number): number {
  return b === 0 ? a : greatestCommonDivisor(b, a % b);
}
