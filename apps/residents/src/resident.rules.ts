import { comparePartialDates, refuseEndBeforeLatest, type Rule } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import { type Address, currentHome, type NameChange, type PostalAddress } from './resident-parts.ts';
import type { Resident } from './resident.entity.ts';
import {
  DeathBeforeBirth,
  MoveToCurrentAddress,
  NameUnchanged,
  ResidentDeceased,
  ResidentMovedAway,
} from './resident.errors.ts';

/** Moves the main or sole home (BMG §17): the old one ends on the day the new one begins. */
export const moveTo =
  (home: PostalAddress, on: string): Rule<Resident> =>
  (resident) => {
    refuseEnded(resident);
    const current = currentHome(resident.addresses);
    if (current && isSameHome(current, home)) throw new MoveToCurrentAddress();
    if (current && comparePartialDates(on, current.movedInOn) < 0) throw moveBeforeLatest();
    const residenceType = current?.residenceType ?? 'SOLE';
    const opened: Address = { ...home, residenceType, residenceTypeSince: on, movedInOn: on };
    const kept = resident.addresses.map((address) =>
      address === current ? { ...address, movedOutOn: on } : address,
    );
    return { type: 'resident.moved.v1', patch: { addresses: [opened, ...kept] } };
  };

/** Names that a name change may set; `null` ends an optional name, an absent member leaves it. */
export interface NewNames {
  readonly familyName?: string;
  readonly marriedName?: string | null;
  readonly partnershipName?: string | null;
  readonly givenNames?: string;
  readonly callName?: string | null;
}

/** Changes names and keeps the earlier ones (DSMeld 0203a, 0303), which are more sensitive than the current. */
export const changeName =
  (names: NewNames, legalAct: NameChange): Rule<Resident> =>
  (resident) => {
    refuseEnded(resident);
    const given = Object.entries(names).filter(([, name]) => name !== undefined);
    if (given.every(([member, name]) => resident[member as keyof NewNames] === name))
      throw new NameUnchanged();
    const familyName = names.familyName ?? resident.familyName;
    const givenNames = names.givenNames ?? resident.givenNames;
    const callName = names.callName === undefined ? stillCalled(resident, givenNames) : names.callName;
    if (!isCallNameOf(callName, givenNames)) throw callNameForeign();
    return {
      type: 'resident.name-changed.v1',
      patch: {
        ...(Object.fromEntries(given) as NewNames),
        callName,
        formerFamilyNames: withFormer(resident.formerFamilyNames, resident.familyName, familyName),
        formerGivenNames: withFormer(resident.formerGivenNames, resident.givenNames, givenNames),
        nameChange: legalAct,
      },
    };
  };

export interface Death {
  /** Partial date. */
  readonly deathDate: string;
  readonly deathPlace: string | null;
  readonly deathCountry: string | null;
}

/**
 * Records a death as the registry office reported it (PStV §60).
 * @param on day from which the act holds
 */
export const recordDeath =
  (death: Death, on: string): Rule<Resident> =>
  (resident) => {
    refuseEnded(resident);
    if (comparePartialDates(death.deathDate, resident.birthDate) < 0) throw new DeathBeforeBirth();
    if (comparePartialDates(death.deathDate, on) > 0) throw deathAfterAct();
    refuseEndBeforeLatest(resident, on);
    return { type: 'resident.died.v1', patch: death };
  };

/** A call name is one of the given names (DSMeld 0302). */
export function isCallNameOf(callName: string | null | undefined, givenNames: string): boolean {
  return callName === null || callName === undefined || ` ${givenNames} `.includes(` ${callName} `);
}

/** @throws ResidentDeceased, ResidentMovedAway */
export function refuseEnded({ deathDate, closedOn }: Resident): void {
  if (deathDate !== null) throw new ResidentDeceased();
  if (closedOn !== null) throw new ResidentMovedAway();
}

const homeParts = [
  'ags',
  'postcode',
  'street',
  'houseNumber',
  'houseNumberLetter',
  'houseNumberPart',
  'addition',
] as const;

const isSameHome = (one: PostalAddress, other: PostalAddress): boolean =>
  homeParts.every((part) => (one[part] ?? null) === (other[part] ?? null));

const withFormer = (former: readonly string[], old: string, now: string): readonly string[] =>
  old === now ? former : [...former, old];

const stillCalled = (resident: Resident, givenNames: string): string | null =>
  isCallNameOf(resident.callName, givenNames) ? resident.callName : null;

const moveBeforeLatest = () =>
  RequestInvalid.at(
    '/effectiveOn',
    'The move lies before the day on which the resident moved into the current home.',
  );

const deathAfterAct = () =>
  RequestInvalid.at('/deathDate', 'The death lies after the day from which the act holds.');

const callNameForeign = () => RequestInvalid.at('/callName', 'The call name must be one of the given names.');
