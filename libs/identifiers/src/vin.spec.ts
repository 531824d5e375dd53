import { parseVehicleNumber } from './vin.ts';

describe('the number of a vehicle from before ISO 3779', () => {
  it.each([
    ['11703942', true],
    ['AB1', true],
    ['OIQ4711', true],
    ['WVWZZZ1KZAW000001', true],
    ['WVWZZZ1KZAW00001', false],
    ['12', false],
    ['117-03942', false],
  ])('%s', (text, ok) => expect(parseVehicleNumber(text).ok).toBe(ok));
});
