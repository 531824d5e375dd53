import { EffectiveOn, ExpectedVersion, Ground } from '#libs/register-kit';

/** Body of the act "deregister": the dog is not kept any more from the effective day on. */
export class DeregisterDogDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
}
