import {
  ArrayNotEmpty,
  ArrayUnique,
  IsIn,
  IsOptional,
  Length,
  Matches,
  ValidateBy,
  type ValidationArguments,
} from 'class-validator';

import { type AssuranceLevel, assuranceLevels } from '#libs/contracts';
import { NestedList, NestedObject } from '#libs/service-kit';
import { AboutEntry } from './about-entry.ts';
import { NAME, type ServiceName, serviceNames } from './clients-file.ts';

export const staffRoles = ['clerk', 'developer', 'officer', 'operator'] as const;
export type StaffRole = (typeof staffRoles)[number];

const atGateway: Readonly<Partial<Record<StaffRole, string>>> = { clerk: 'lookup', developer: 'development' };

/** The scope that a role holds at a service; undefined where the service knows no such role. */
export function scopeOf({ role, service }: StaffRoleEntry): string | undefined {
  if (service === 'gateway') return atGateway[role];
  if (service === 'procedures') return role === 'clerk' ? 'procedures:clerk' : undefined;
  if (service === 'operator') return role === 'operator' ? 'operator' : undefined;
  return role === 'officer' ? `${service}:officer` : undefined;
}

const KnownAtService = (): PropertyDecorator =>
  ValidateBy({
    name: 'knownAtService',
    validator: {
      validate: (_role, of) => scopeOf((of as ValidationArguments).object as StaffRoleEntry) !== undefined,
      defaultMessage: () => 'is no role of that service',
    },
  });

export class StaffRoleEntry {
  @IsIn(serviceNames) readonly service!: ServiceName;
  @IsIn(staffRoles) @KnownAtService() readonly role!: StaffRole;
}

/** An account: one person at one authority. Who works for two authorities has a login for each, and is one person. */
export class StaffEntry {
  /** What the member of staff types on the login page. */
  @Matches(/^[a-z0-9-]{1,32}$/) readonly login!: string;
  /**
   * Becomes `sub` of the tokens: an id that stays and says nothing of the person, in a form that no client id has
   * (RFC 9068 §5) and hardly a pseudonym.
   */
  @Matches(/^p_[A-Za-z0-9]{16,64}$/, { message: 'is p_ and 16 to 64 letters and digits' })
  readonly person!: string;
  /** What the person is called: for the login page, and for clients that are told names. */
  @IsOptional() @Length(1, 100) readonly name?: string;
  /** Becomes the claim `authority`: one text, so a token cannot name two. */
  @Matches(NAME) readonly authority!: string;
  /** What the authority is called, where the table of authorities does not say it. */
  @IsOptional() @Length(1, 200) readonly authorityName?: string;
  @IsOptional() @NestedObject(() => AboutEntry) readonly about?: AboutEntry;
  /** How surely this login shows who logs in. */
  @IsIn(assuranceLevels) readonly acr!: AssuranceLevel;
  @ArrayNotEmpty()
  @NestedList(() => StaffRoleEntry, serviceNames.length)
  readonly roles!: StaffRoleEntry[];
}

/** STAFF_FILE; an example is apps/identity/data/staff.example.json. */
export class StaffFile {
  @ArrayUnique((member: StaffEntry) => member.login, {
    message: 'has a login twice: a login is one person at one authority, so that a token names exactly one',
  })
  @NestedList(() => StaffEntry, 10_000)
  readonly staff!: StaffEntry[];
}
