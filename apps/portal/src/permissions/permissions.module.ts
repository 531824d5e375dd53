import { Module } from '@nestjs/common';
import { AskedController } from './asked.controller.ts';
import { AskedAnswers } from './asked.service.ts';
import { ConfirmingController } from './confirming.controller.ts';
import { PermissionsController } from './permissions.controller.ts';
import { RequestsController } from './requests.controller.ts';

/** What the person lets authorities retrieve, and what these ask for. */
@Module({
  controllers: [PermissionsController, RequestsController, AskedController, ConfirmingController],
  providers: [AskedAnswers],
})
export class PermissionsModule {}
