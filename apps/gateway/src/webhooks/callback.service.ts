import { Injectable } from '@nestjs/common';
import type { AccessClaims } from '#libs/contracts';
import { ClientInactive } from '#libs/service-kit';
import { CallbackUnknown } from '../policy/index.ts';
import type { CallbackDto, CallbackListDto, CallbackState, NewSecretDto } from './callback.dto.ts';
import { type CallbackRow, CallbackStore } from './callback.store.ts';
import { SecretStore } from './secret.store.ts';

const OVERLAP_HOURS = 24;
const HOUR_MS = 3_600_000;

/** An authority's own callbacks; where they lead is the policy's to say. */
@Injectable()
export class CallbackService {
  constructor(
    private readonly callbacks: CallbackStore,
    private readonly secrets: SecretStore,
  ) {}

  /** @throws ClientInactive */
  async list(caller: AccessClaims): Promise<CallbackListDto> {
    const rows = await this.callbacks.list(authorityOf(caller));
    return { callbacks: rows.map(toDto) };
  }

  /** @throws ClientInactive, CallbackUnknown */
  async newSecret(id: string, overlapHours: number | undefined, caller: AccessClaims): Promise<NewSecretDto> {
    await this.assertOwn(id, caller);
    const made = await this.secrets.rotate(id, (overlapHours ?? OVERLAP_HOURS) * HOUR_MS);
    return { ...made, createdAt: made.createdAt.toISOString() };
  }

  /** @throws ClientInactive, CallbackUnknown */
  async activate(id: string, caller: AccessClaims): Promise<CallbackDto> {
    const authority = await this.assertOwn(id, caller);
    await this.callbacks.activate(id);
    const row = (await this.callbacks.list(authority)).find((each) => each.id === id);
    if (row === undefined) throw new CallbackUnknown();
    return toDto(row);
  }

  private async assertOwn(id: string, caller: AccessClaims): Promise<string> {
    const authority = authorityOf(caller);
    await this.callbacks.assertUsable(id, authority);
    return authority;
  }
}

function authorityOf({ authority }: AccessClaims): string {
  if (authority === undefined) throw new ClientInactive();
  return authority;
}

function stateOf({ disabled, pausedUntil, secrets }: CallbackRow): CallbackState {
  if (disabled !== null) return 'DISABLED';
  if (secrets.length === 0) return 'NO_SECRET';
  return pausedUntil === null ? 'ACTIVE' : 'PAUSED';
}

function toDto(row: CallbackRow): CallbackDto {
  const { id, url, disabled, failures, lastFailure, lastFailureAt, pausedUntil, secrets } = row;
  return {
    id,
    url,
    state: stateOf(row),
    ...(disabled !== null && { disabledBecause: disabled }),
    failures,
    ...(lastFailure !== null && { lastFailure }),
    ...(lastFailureAt !== null && { lastFailureAt: lastFailureAt.toISOString() }),
    ...(pausedUntil !== null && { pausedUntil: pausedUntil.toISOString() }),
    secrets: secrets.map(({ id, createdAt, expiresAt }) => ({
      id,
      createdAt: new Date(createdAt).toISOString(),
      ...(expiresAt !== null && { expiresAt: new Date(expiresAt).toISOString() }),
    })),
  };
}
