import { refuseEndBeforeLatest, type Rule } from '#libs/register-kit';
import type { Dog, Owner } from './dog.entity.ts';
import { DogDeregistered, OwnerUnchanged } from './dog.errors.ts';

/** Gives the dog to another owner, who has reported it (NHundG §6). */
export const transferTo =
  (owner: Owner): Rule<Dog> =>
  (dog) => {
    refuseDeregistered(dog);
    if (isSame(dog.owner, owner)) throw new OwnerUnchanged();
    return { type: 'dog.transferred.v1', patch: { owner } };
  };

/** The dog has died, or was taken out of the country. */
export const deregister =
  (on: string): Rule<Dog> =>
  (dog) => {
    refuseDeregistered(dog);
    refuseEndBeforeLatest(dog, on);
    return { type: 'dog.deregistered.v1', patch: { deregisteredOn: on } };
  };

const isSame = (one: Owner, other: Owner): boolean =>
  one.familyName === other.familyName && one.givenNames === other.givenNames && one.ags === other.ags;

function refuseDeregistered({ deregisteredOn }: Dog): void {
  if (deregisteredOn !== null) throw new DogDeregistered();
}
