import { ArrayUnique, IsOptional, Matches } from 'class-validator';
import { NestedList, NestedObject } from '#libs/service-kit';
import { BasicDataEntry, LockEntry } from './basic-data-entry.ts';

export class NumberEntry {
  /** Identification number (§139b AO); leaves this service only as a pseudonym. */
  @Matches(/^\d{11}$/) readonly idnr!: string;
  @NestedObject(() => BasicDataEntry) readonly person!: BasicDataEntry;
  @IsOptional() @NestedObject(() => LockEntry) readonly lock?: LockEntry;
}

/** NUMBERS_FILE; an example is apps/identity/data/numbers.example.json. */
export class NumbersFile {
  @ArrayUnique((entry: NumberEntry) => entry.idnr)
  @NestedList(() => NumberEntry, 10_000)
  readonly numbers!: NumberEntry[];
}
