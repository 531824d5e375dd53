import { EffectiveOn, ExpectedVersion, Ground } from '#libs/register-kit';

/** Body of the act "deregister": the vehicle is out of use from the effective day. */
export class DeregisterVehicleDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
}
