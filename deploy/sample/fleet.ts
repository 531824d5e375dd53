import { addYears, dayNumber, isAged, type DayNumber } from './days.ts';
import type { Homes } from './homes.ts';
import { organisations } from './organisations.ts';
import { PlateSupply } from './plate-supply.ts';
import { Random } from './random.ts';
import type { PostalAddress, ResidentRecord, VehicleHolder, VehicleRecord } from './sample-record.ts';
import { vehicleModels, type ModelEntry } from './vehicle-models.ts';
import { vehicleRecord, type DemoVehicle, type VehicleDraft } from './vehicle-record.ts';

const ORGANISATION_EVERY = 14;
/** The demo vehicles are the same in every sample. */
const DEMO_SEED = 101;
const seasons = ['03-10', '04-10', '04-09', '05-09', '11-03'];

/** Someone who may hold a vehicle, and since when. */
export interface Keeper {
  readonly holder: VehicleHolder;
  readonly since: DayNumber;
}

/** The vehicles of a sample, one after another. */
export class Fleet {
  private readonly plates: PlateSupply;
  private made = 0;

  constructor(
    private readonly random: Random,
    private readonly homes: Homes,
    private readonly referenceDay: DayNumber,
    seed: number,
  ) {
    this.plates = new PlateSupply(seed);
  }

  get size(): number {
    return this.made;
  }

  /** The next vehicle: of one of the keepers, or of an organisation in its turn and where there is no keeper. */
  next(keepers: readonly Keeper[]): VehicleRecord {
    const ownTurn = keepers.length === 0 || this.made % ORGANISATION_EVERY === ORGANISATION_EVERY - 1;
    const keeper = ownTurn ? this.organisation() : this.random.pick(keepers);
    const models = vehicleModels.filter(
      ({ builtFrom }) => dayNumber(`${builtFrom}-03-01`) < this.referenceDay - 30,
    );
    const entry = this.random.weighted(models);
    const earliest = Math.max(keeper.since, dayNumber(`${entry.builtFrom}-03-01`));
    const registered = this.random.int(earliest, this.referenceDay - 3);
    return this.record({
      entry,
      holder: keeper.holder,
      registered,
      ...this.plate(entry, keeper.holder.address),
    });
  }

  /** A vehicle of a demo citizen. */
  demo({ electric, ...vehicle }: DemoVehicle): VehicleRecord {
    const entry = vehicleModels.find(({ kind }) => kind === (electric ? 'ELECTRIC' : 'CAR')) as ModelEntry;
    const draft = { ...vehicle, entry, plateKind: electric ? 'ELECTRIC' : 'NORMAL' } as const;
    return this.record(draft, new Random(DEMO_SEED));
  }

  private record(draft: Omit<VehicleDraft, 'serial'>, random = this.random): VehicleRecord {
    this.made++;
    return vehicleRecord({ ...draft, serial: this.made }, random, this.homes, this.referenceDay);
  }

  private organisation(): Keeper {
    return { holder: this.random.pick(organisations), since: addYears(this.referenceDay, -6) };
  }

  private plate(
    { kind }: ModelEntry,
    { ags }: PostalAddress,
  ): Pick<VehicleRecord, 'plate' | 'plateKind' | 'season'> {
    const district = this.random.pick(this.homes.plateCodes(ags));
    if (kind === 'VINTAGE') return this.suffixed(district, 'H', 'VINTAGE');
    if (kind === 'ELECTRIC') return this.suffixed(district, 'E', 'ELECTRIC');
    const seasonal = this.random.chance(kind === 'MOTORCYCLE' ? 0.5 : 0.02);
    const plate = this.plates.next({ district, seasonal });
    return seasonal
      ? { plate, plateKind: 'SEASONAL', season: this.random.pick(seasons) }
      : { plate, plateKind: 'NORMAL' };
  }

  private suffixed(
    district: string,
    suffix: 'H' | 'E',
    plateKind: VehicleRecord['plateKind'],
  ): Pick<VehicleRecord, 'plate' | 'plateKind'> {
    return { plate: this.plates.next({ district, suffix, seasonal: false }), plateKind };
  }
}

const OLDEST_KEEPER = 88;

/**
 * Those of the residents who may hold a vehicle: of age, not too old, and without a lock, because the vehicle register
 * would show the address that the residents register withholds.
 */
export function keepersAmong(
  residents: readonly ResidentRecord[],
  referenceDay: DayNumber,
): readonly Keeper[] {
  return residents
    .filter(({ birthDate, locks }) => {
      const birth = dayNumber(birthDate);
      const inAge = isAged(birth, 18, referenceDay - 30) && !isAged(birth, OLDEST_KEEPER, referenceDay);
      return inAge && locks === undefined;
    })
    .map(keeperOf);
}

function keeperOf({ idnr, familyName, givenNames, birthDate, addresses }: ResidentRecord): Keeper {
  const [home] = addresses;
  if (!home) throw new Error('A resident without an address cannot hold a vehicle.');
  const { residenceType: _type, residenceTypeSince: _since, movedInOn, movedOutOn: _out, ...address } = home;
  return {
    holder: { kind: 'PERSON', idnr, familyName, givenNames, birthDate, address },
    since: Math.max(dayNumber(movedInOn), addYears(dayNumber(birthDate), 18)),
  };
}
