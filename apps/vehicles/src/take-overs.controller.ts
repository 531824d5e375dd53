import { Body, Controller } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { type AccessClaims, scopes } from '#libs/contracts';
import {
  actOf,
  ActsFor,
  type Keeper,
  keeperRefusals,
  NamelessActRoute,
  ReceiptDto,
  type Submission,
  Submitted,
} from '#libs/register-kit';
import { Caller, Refuses, Scopes } from '#libs/service-kit';
import { TakeOverVehicleDto } from './take-over-vehicle.dto.ts';
import { TakeOvers } from './take-overs.service.ts';

@ApiTags('vehicles')
@Scopes(scopes.vehiclesOfficer)
@Refuses(...keeperRefusals)
@Controller('v1/vehicles')
export class TakeOversController {
  constructor(private readonly takeOvers: TakeOvers) {}

  @NamelessActRoute(
    'take-over',
    'Take over a vehicle that another office keeps, because its holder moved here',
    'holder-unchanged',
    'plate-taken',
  )
  takeOverVehicle(
    @Body() body: TakeOverVehicleDto,
    @Caller() caller: AccessClaims,
    @ActsFor() keeper: Keeper,
    @Submitted() submission: Submission,
  ): Promise<ReceiptDto> {
    return this.takeOvers.takeOver(keeper, body, actOf(body, caller, submission));
  }
}
