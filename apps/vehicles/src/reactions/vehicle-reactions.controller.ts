import { Controller } from '@nestjs/common';
import { Ctx, Payload } from '@nestjs/microservices';
import { ApiExcludeController } from '@nestjs/swagger';
import type { ChangeEvent } from '#libs/contracts';
import { InboxContext, OnEvent } from '#libs/inbox';
import type { CaseKind } from '../cases/case.rules.ts';
import type { FleetCaseKind } from '../enquiries/fleet-enquiries.service.ts';
import { VEHICLE_REACTIONS } from './vehicle-reactions.ts';
import { Reactions } from './reactions.service.ts';

/**
 * What the vehicle office makes of other registers' events (domain.md §5.2). None changes a vehicle's record: each opens
 * cases. A replay is handled like the first delivery, because it may bring what was missed, and cases that were opened
 * before stay as they are; so no handler skips it.
 */
@ApiExcludeController()
@Controller()
export class VehicleReactionsController {
  constructor(private readonly reactions: Reactions) {}

  @OnEvent('resident.moved.v1', VEHICLE_REACTIONS)
  onMoved(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.ofPerson('HOLDER_ADDRESS_CHANGED', event, context);
  }

  /** By whoever comes from another municipality; other registrations change nothing about a holder. */
  @OnEvent('resident.registered.v1', VEHICLE_REACTIONS)
  onRegistered(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.ofPerson('HOLDER_ADDRESS_CHANGED', event, context);
  }

  @OnEvent('resident.name-changed.v1', VEHICLE_REACTIONS)
  onNameChanged(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.ofPerson('HOLDER_NAME_CHANGED', event, context);
  }

  @OnEvent('resident.died.v1', VEHICLE_REACTIONS)
  onDied(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.ofPerson('HOLDER_DECEASED', event, context);
  }

  @OnEvent('company.seat-moved.v1', VEHICLE_REACTIONS)
  onSeatMoved(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.ofCompany('HOLDER_SEAT_MOVED', event, context);
  }

  @OnEvent('company.deleted.v1', VEHICLE_REACTIONS)
  onDeleted(@Payload() event: ChangeEvent, @Ctx() context: InboxContext): Promise<void> {
    return this.ofCompany('HOLDER_ORGANISATION_GONE', event, context);
  }

  private async ofPerson(kind: CaseKind, event: ChangeEvent, context: InboxContext): Promise<void> {
    if (!(await this.reactions.toPerson(kind, event, context.manager))) context.leaveNoTrace();
  }

  private async ofCompany(kind: FleetCaseKind, event: ChangeEvent, context: InboxContext): Promise<void> {
    if (!(await this.reactions.toCompany(kind, event, context.manager))) context.leaveNoTrace();
  }
}
