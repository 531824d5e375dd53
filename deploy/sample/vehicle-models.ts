import type { VehicleModel } from './sample-record.ts';

/** A model with the years it was built and the first three characters of its VIN. HSN real, TSN and type invented. */
export interface ModelEntry {
  readonly weight: number;
  readonly kind: 'CAR' | 'ELECTRIC' | 'MOTORCYCLE' | 'VINTAGE';
  readonly wmi: string;
  readonly builtFrom: number;
  /** Last year of building; absent while it is built. */
  readonly builtTo?: number;
  readonly model: VehicleModel;
}

const car = { vehicleClass: 'M1', axles: 2, seats: 5 } as const;
const petrol = { ...car, fuelType: 'PETROL' } as const;
const diesel = { ...car, fuelType: 'DIESEL' } as const;
const electric = {
  ...car,
  fuelType: 'ELECTRIC',
  displacementCcm: 0,
  co2GramPerKm: 0,
  emissionClass: 'ELECTRIC',
} as const;
const motorcycle = {
  vehicleClass: 'L3e-A3',
  bodyType: 'MOTORCYCLE',
  axles: 2,
  seats: 2,
  fuelType: 'PETROL',
} as const;

/** Make, trade name, type/variant/version, HSN and TSN of a model. */
const named = (make: string, tradeName: string, typeVariantVersion: string, hsn: string, tsn: string) => ({
  make,
  tradeName,
  typeVariantVersion,
  hsn,
  tsn,
});
const engine = (displacementCcm: number, powerKw: number, maxSpeedKmh: number) => ({
  displacementCcm,
  powerKw,
  maxSpeedKmh,
});
const masses = (massKg: number, grossMassKg: number) => ({ massKg, grossMassKg });
const emissions = (co2GramPerKm: number, emissionClass: string) => ({ co2GramPerKm, emissionClass });

const golf = { ...named('VOLKSWAGEN', 'GOLF', 'EMA/AB12/FM6', '0603', 'EMA'), bodyType: 'HATCHBACK' };
const passat = { ...named('VOLKSWAGEN', 'PASSAT', 'EMB/CD34/FD7', '0603', 'EMB'), bodyType: 'ESTATE' };
const corsa = { ...named('OPEL', 'CORSA', 'EMC/EF56/M5', '0035', 'EMC'), bodyType: 'HATCHBACK' };
const fiesta = { ...named('FORD', 'FIESTA', 'EMD/GH78/M5', '8566', 'EMD'), bodyType: 'HATCHBACK' };
const octavia = { ...named('SKODA', 'OCTAVIA', 'EME/JK90/FD6', '8004', 'EME'), bodyType: 'ESTATE' };
const threeSeries = { ...named('BMW', '320D', 'EMF/LM12/A8', '0005', 'EMF'), bodyType: 'SALOON' };
const yaris = { ...named('TOYOTA', 'YARIS', 'EMG/NP34/CVT', '5013', 'EMG'), bodyType: 'HATCHBACK' };
const vito = { ...named('MERCEDES-BENZ', 'VITO', 'EMH/QR56/A9', '1313', 'EMH'), bodyType: 'VAN' };
const id3 = { ...named('VOLKSWAGEN', 'ID.3', 'EMJ/ST78/E1', '0603', 'EMJ'), bodyType: 'HATCHBACK' };
const zoe = { ...named('RENAULT', 'ZOE', 'EMK/UV90/E1', '3333', 'EMK'), bodyType: 'HATCHBACK' };
const boxer = { ...named('BMW', 'R 1250 GS', 'EML/WX12/M6', '0005', 'EML') };
const beetle = { ...named('VOLKSWAGEN', 'KÄFER 1200', 'EMN/YZ34/M4', '0603', 'EMN'), bodyType: 'SALOON' };

export const vehicleModels: readonly ModelEntry[] = [
  entry(22, 'CAR', 'WVW', 2013, {
    ...petrol,
    ...golf,
    ...engine(1498, 96, 214),
    ...masses(1340, 1860),
    ...emissions(122, 'EURO 6D'),
  }),
  entry(12, 'CAR', 'WVW', 2011, {
    ...diesel,
    ...passat,
    ...engine(1968, 110, 220),
    ...masses(1560, 2180),
    ...emissions(118, 'EURO 6B'),
  }),
  entry(
    12,
    'CAR',
    'W0L',
    2010,
    { ...petrol, ...corsa, ...engine(1199, 55, 174), ...masses(1090, 1550), ...emissions(119, 'EURO 5') },
    2021,
  ),
  entry(
    10,
    'CAR',
    'WF0',
    2009,
    { ...petrol, ...fiesta, ...engine(1242, 60, 168), ...masses(1041, 1490), ...emissions(127, 'EURO 5') },
    2020,
  ),
  entry(10, 'CAR', 'TMB', 2014, {
    ...diesel,
    ...octavia,
    ...engine(1598, 85, 206),
    ...masses(1400, 1950),
    ...emissions(108, 'EURO 6B'),
  }),
  entry(8, 'CAR', 'WBA', 2012, {
    ...diesel,
    ...threeSeries,
    ...engine(1995, 140, 235),
    ...masses(1540, 2070),
    ...emissions(116, 'EURO 6D'),
  }),
  entry(7, 'CAR', 'JTD', 2016, {
    ...petrol,
    fuelType: 'HYBRID_PETROL',
    ...yaris,
    ...engine(1490, 68, 175),
    ...masses(1130, 1615),
    ...emissions(87, 'EURO 6D'),
  }),
  entry(4, 'CAR', 'WDF', 2015, {
    ...diesel,
    seats: 8,
    ...vito,
    ...engine(1950, 100, 184),
    ...masses(2080, 3050),
    ...emissions(172, 'EURO 6D'),
  }),
  entry(7, 'ELECTRIC', 'WVW', 2020, {
    ...electric,
    ...id3,
    powerKw: 150,
    maxSpeedKmh: 160,
    ...masses(1790, 2270),
  }),
  entry(3, 'ELECTRIC', 'VF1', 2016, {
    ...electric,
    ...zoe,
    powerKw: 80,
    maxSpeedKmh: 135,
    ...masses(1500, 1960),
  }),
  entry(4, 'MOTORCYCLE', 'WB1', 2018, {
    ...motorcycle,
    ...boxer,
    ...engine(1254, 100, 200),
    ...masses(249, 465),
    ...emissions(110, 'EURO 5'),
  }),
  entry(
    1,
    'VINTAGE',
    'WVW',
    1981,
    { ...petrol, ...beetle, ...engine(1192, 25, 115), ...masses(820, 1200), ...emissions(0, 'NONE') },
    1985,
  ),
];

function entry(
  weight: number,
  kind: ModelEntry['kind'],
  wmi: string,
  builtFrom: number,
  model: VehicleModel,
  builtTo?: number,
): ModelEntry {
  return { weight, kind, wmi, builtFrom, model, ...(builtTo === undefined ? {} : { builtTo }) };
}
