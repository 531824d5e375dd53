import { ArrayNotEmpty, ArrayUnique, IsIn, IsOptional, Matches } from 'class-validator';

import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';
import { NestedList } from '#libs/service-kit';

export class CitizenEntry {
  /** What the demo citizen types on the login page. */
  @Matches(/^[a-z0-9-]{1,32}$/) readonly login!: string;
  /** Identification number (§139b AO); leaves this service only as a pseudonym. */
  @Matches(/^\d{11}$/) readonly idnr!: string;
  /** How surely this login shows who logs in; default `high`. A person may have one login for each level. */
  @IsOptional() @IsIn(assuranceLevels) readonly acr?: AssuranceLevel;
}

/** CITIZENS_FILE; an example is apps/identity/data/citizens.example.json. */
export class CitizensFile {
  @ArrayNotEmpty()
  @ArrayUnique((citizen: CitizenEntry) => citizen.login)
  @NestedList(() => CitizenEntry, 10_000)
  readonly citizens!: CitizenEntry[];
}
