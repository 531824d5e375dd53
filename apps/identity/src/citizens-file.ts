import { Type } from 'class-transformer';
import { ArrayNotEmpty, ArrayUnique, IsIn, IsOptional, Matches, ValidateNested } from 'class-validator';

import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';

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
  @ValidateNested({ each: true })
  @Type(() => CitizenEntry)
  readonly citizens!: CitizenEntry[];
}
