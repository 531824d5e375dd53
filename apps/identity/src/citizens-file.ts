import { ArrayNotEmpty, ArrayUnique, IsIn, IsOptional, Matches } from 'class-validator';

import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';
import { NestedList, NestedObject } from '#libs/service-kit';
import { AboutEntry } from './about-entry.ts';
import { BasicDataEntry, Day } from './basic-data-entry.ts';

/** An account at an eID; an id is unique only with its issuer. */
export class AccountEntry {
  @Matches(/^https:\/\/\S{1,200}$/) readonly iss!: string;
  @Matches(/^\S{1,255}$/) readonly sub!: string;
}

export class CitizenEntry {
  /** What the demo citizen types on the login page. */
  @Matches(/^[a-z0-9-]{1,32}$/) readonly login!: string;
  /** A person's logins of several levels belong to one account. */
  @NestedObject(() => AccountEntry) readonly account!: AccountEntry;
  /** What the eID reads; the number is retrieved by it. */
  @NestedObject(() => BasicDataEntry) readonly person!: BasicDataEntry;
  @IsOptional() @NestedObject(() => AboutEntry) readonly about?: AboutEntry;
  /** How surely this login shows who logs in; default `high`. */
  @IsOptional() @IsIn(assuranceLevels) readonly acr?: AssuranceLevel;
  /** The day on which the demo login plays; default today. */
  @IsOptional() @Day() readonly on?: string;
}

export const levelOf = ({ acr = 'high' }: CitizenEntry): AssuranceLevel => acr;

/** CITIZENS_FILE; an example is apps/identity/data/citizens.example.json. */
export class CitizensFile {
  @ArrayNotEmpty()
  @ArrayUnique((citizen: CitizenEntry) => citizen.login)
  @NestedList(() => CitizenEntry, 10_000)
  readonly citizens!: CitizenEntry[];
}
