import { Inject, Injectable } from '@nestjs/common';
import type { Pool } from 'pg';
import { HOT_POOL } from '#libs/service-kit';
import type { DeliveredEvent } from '../following/index.ts';
import type { Failure } from './answer.rules.ts';
import type { AgainRequest } from './lease.store.ts';
import * as sql from './progress.sql.ts';

/** What came of an attempt: `delivered` or a failure's reason, and the receiver's status where there was one. */
export interface AttemptResult {
  readonly result: string;
  readonly status?: number;
}

export const resultOf = ({ reason, status }: Failure): AttemptResult => ({
  result: reason,
  ...(status !== undefined && { status }),
});

/** A lane's step: from where it was to where it goes once this is settled. */
export interface Step {
  readonly subscriptionId: string;
  readonly from: number;
  readonly to: number;
}

/** The only writer of lanes and deliveries while they are under way. */
@Injectable()
export class ProgressStore {
  constructor(@Inject(HOT_POOL) private readonly pool: Pool) {}

  async pass({ subscriptionId, from, to }: Step): Promise<void> {
    await this.pool.query(sql.pass, [subscriptionId, from, to, null]);
  }

  /** The event is done with, delivered or given up; the lane goes on behind it. */
  async settle(
    { subscriptionId, from, to }: Step,
    { position, event }: DeliveredEvent,
    { result, status }: AttemptResult,
    state: 'DELIVERED' | 'FAILED',
  ): Promise<void> {
    const values = [subscriptionId, from, to, position, event.id, event.type, result, status ?? null, state];
    await this.pool.query(sql.settle, values);
  }

  async postpone(
    { subscriptionId, from }: Step,
    waitMs: number,
    { position, event }: DeliveredEvent,
    { result, status }: AttemptResult,
  ): Promise<void> {
    const values = [subscriptionId, from, waitMs, position, event.id, event.type, result, status ?? null];
    await this.pool.query(sql.postpone, values);
  }

  async postponeUndecided(
    subscriptionId: string,
    from: number,
    waitMs: number,
    result: string,
  ): Promise<void> {
    await this.pool.query(sql.postponeUndecided, [subscriptionId, from, waitMs, result]);
  }

  /** Entries whose retention ended before they could be delivered. */
  async passPruned(subscriptionId: string, from: number): Promise<void> {
    await this.pool.query(sql.passPruned, [subscriptionId, from]);
  }

  async deferAgain({ subscriptionId, position }: AgainRequest, waitMs: number): Promise<void> {
    await this.pool.query(sql.deferAgain, [subscriptionId, position, waitMs]);
  }

  async defer(subscriptionId: string, from: number, waitMs: number): Promise<void> {
    await this.pool.query(sql.defer, [subscriptionId, from, waitMs]);
  }

  async settleAgain(
    { subscriptionId, position }: AgainRequest,
    { result, status }: AttemptResult,
    next: { readonly waitMs: number } | { readonly state: 'DELIVERED' | 'FAILED' | 'WITHHELD' },
  ): Promise<void> {
    const [waitMs, state] = 'waitMs' in next ? [next.waitMs, null] : [null, next.state];
    await this.pool.query(sql.settleAgain, [subscriptionId, position, result, status ?? null, waitMs, state]);
  }

  async healthy(callback: string): Promise<void> {
    await this.pool.query(sql.healthy, [callback]);
  }

  /** One more failure of the callback itself: it pauses, or without a time is disabled. */
  async ailing(
    callback: string,
    result: string,
    pauseMs: number | undefined,
    disabled: 'GONE' | 'FAILING',
  ): Promise<void> {
    await this.pool.query(sql.ailing, [callback, result, pauseMs ?? null, disabled]);
  }
}
