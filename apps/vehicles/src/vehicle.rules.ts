import { isDeepStrictEqual } from 'node:util';
import { refuseEndBeforeLatest, type Rule } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import type { Holder, Insurance } from './vehicle-parts.ts';
import type { Vehicle } from './vehicle.entity.ts';
import { TransferToCurrentHolder, VehicleDeregistered } from './vehicle.errors.ts';

/**
 * A new holder (FZV §15(5)). The plate stays; where another registration authority had assigned it, the buyer may get a
 * new one (s. 4 no. 4). The insurance is the new holder's own.
 */
export const transferTo =
  (holder: Holder, insurance: Insurance | null, on: string): Rule<Vehicle> =>
  (vehicle) => {
    refuseDeregistered(vehicle);
    if (isSameHolder(vehicle.holder, holder)) throw new TransferToCurrentHolder();
    refuseBeforeRegistration(vehicle, on);
    return {
      type: 'vehicle.transferred.v1',
      patch: {
        holder,
        previousHolders: [...vehicle.previousHolders, { ...vehicle.holder, heldUntil: on }],
        registeredOn: on,
        insurance,
      },
    };
  };

/** Takes the vehicle out of use (FZV §16). Its plate is free at once: there is no reservation yet (§16(1) s. 5, 6). */
export const deregister =
  (on: string): Rule<Vehicle> =>
  (vehicle) => {
    refuseDeregistered(vehicle);
    refuseBeforeRegistration(vehicle, on);
    refuseEndBeforeLatest(vehicle, on);
    return { type: 'vehicle.deregistered.v1', patch: { deregisteredOn: on } };
  };

/** By number where both have one, else by name, birth date and address. */
export function isSameHolder(one: Holder, other: Holder): boolean {
  if (one.kind === 'PERSON' && other.kind === 'PERSON') {
    if (one.idnr && other.idnr) return one.idnr === other.idnr;
    return (
      one.familyName === other.familyName &&
      one.givenNames === other.givenNames &&
      (one.birthDate ?? null) === (other.birthDate ?? null) &&
      isDeepStrictEqual(one.address, other.address)
    );
  }
  if (one.kind === 'ORGANISATION' && other.kind === 'ORGANISATION') {
    if (one.euid && other.euid) return one.euid === other.euid;
    return one.name === other.name && isDeepStrictEqual(one.address, other.address);
  }
  return false;
}

/** @throws VehicleDeregistered */
export function refuseDeregistered(vehicle: Vehicle): void {
  if (vehicle.deregisteredOn !== null) throw new VehicleDeregistered();
}

/** The current holder's registration is the latest that counts: what ends it cannot have come before. */
export function refuseBeforeRegistration({ registeredOn }: Vehicle, on: string): void {
  if (on >= registeredOn) return;
  throw RequestInvalid.at('/effectiveOn', 'The day lies before the registration of the current holder.');
}
