import { IsOptional, Length, Matches } from 'class-validator';
import { NestedObject } from '#libs/service-kit';
import type { BasicData } from './identity-retrieval.ts';

export const Day = (): PropertyDecorator => Matches(/^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/);

export class HomeEntry {
  @Matches(/^\d{5}$/) readonly postcode!: string;
  @Length(1, 100) readonly place!: string;
}

export class BasicDataEntry implements BasicData {
  @Length(1, 100) readonly familyName!: string;
  @Length(1, 100) readonly givenNames!: string;
  @Day() readonly birthDate!: string;
  @IsOptional() @NestedObject(() => HomeEntry) readonly home?: HomeEntry;
}

/** A lock (BMG §51), as the office that has set it tells the federal office (BMG §33(4)). */
export class LockEntry {
  @Day() readonly since!: string;
  /** Its last day. */
  @Day() readonly until!: string;
}
