import { EffectiveOn, ExpectedVersion, Ground } from '#libs/register-kit';

/** Body of the act "delete": the company ends on the effective day. */
export class DeleteCompanyDto {
  @Ground() readonly ground!: string;
  @EffectiveOn() readonly effectiveOn!: string;
  @ExpectedVersion() readonly expectedVersion!: number;
}
