import { Module } from '@nestjs/common';
import { CasesController } from './cases.controller.ts';
import { DesksController } from './desks.controller.ts';
import { InboxController } from './inbox.controller.ts';
import { NewAddressController } from './new-address.controller.ts';
import { PaperController } from './paper.controller.ts';
import { SubmissionController } from './submission.controller.ts';
import { Titles } from './titles.service.ts';
import { Typing } from './typing.service.ts';

/** The pages of staff. */
@Module({
  controllers: [
    DesksController,
    InboxController,
    SubmissionController,
    PaperController,
    CasesController,
    NewAddressController,
  ],
  providers: [Titles, Typing],
})
export class StaffModule {}
