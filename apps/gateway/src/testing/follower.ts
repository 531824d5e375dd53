import { randomUUID } from 'node:crypto';
import { DataSource, type EntityManager } from 'typeorm';
import { type ChangeEvent, eventSubject, heldKey, type RegisterName } from '#libs/contracts';
import { InboxContext, type ReplayOfEvent } from '#libs/inbox';
import { registerOf } from '../policy/event-grant.rules.ts';
import { ChangesController } from '../following/changes.controller.ts';
import { ANNA, type DemoGateway } from './demo-gateway.ts';
import type { Answer } from './test-gateway.ts';

/** Of the test range. */
export const BEN = '02234567897';
export const anna = { reference: 'BPA-1', idnr: ANNA };
export const ben = { reference: 'BPA-2', idnr: BEN };

const PARKING = 'resident-parking-permit';

export const inAMonth = (): string => new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);

let versions = 0;

/** A subscriber's view of a gateway under test, and the events that reach it. */
export class Follower {
  constructor(
    readonly gateway: DemoGateway,
    readonly token: string = gateway.parking,
  ) {}

  subscribe(change: object = {}): Promise<Answer> {
    const request = {
      purpose: PARKING,
      eventTypes: ['resident.moved.v1'],
      lastDay: inAMonth(),
      ...change,
    };
    return this.call('POST', '/v1/subscriptions', request);
  }

  async subscribed(change: object = {}): Promise<string> {
    const { status, body } = await this.subscribe(change);
    if (status !== 201) throw new Error(`not subscribed: ${JSON.stringify(body)}`);
    return body['id'] as string;
  }

  feed(id: string, query: Record<string, string> = {}): Promise<Answer> {
    return this.call('GET', `/v1/feeds/${id}?${new URLSearchParams(query).toString()}`);
  }

  /** References and event ids of a feed's next page, and its cursor. */
  async next(id: string, after?: string, query: Record<string, string> = {}) {
    const { status, body } = await this.feed(id, { ...query, ...(after !== undefined && { after }) });
    if (status !== 200) throw new Error(`no page: ${JSON.stringify(body)}`);
    const events = body['events'] as { id: string; subject: string }[];
    return {
      ids: events.map((each) => each.id),
      subjects: events.map((each) => each.subject),
      cursor: body['next'] as string,
    };
  }

  call(method: string, path: string, body?: object): Promise<Answer> {
    return this.gateway.inner.call(this.token, method, path, body);
  }

  /** An event about a person as the residents register announces it. */
  eventAbout(idnr: string, type = 'resident.moved.v1'): ChangeEvent {
    return this.event(type, this.gateway.inner.citizenSub(idnr));
  }

  event(type: string, name: string, recordId: string = randomUUID()): ChangeEvent {
    const register = registerOf(type) as RegisterName;
    return {
      specversion: '1.0',
      id: randomUUID(),
      source: `urn:einmal:register:${register}`,
      type,
      subject: eventSubject(heldKey(this.gateway.inner.eventKeys[register]), register, name),
      time: new Date().toISOString(),
      datacontenttype: 'application/json',
      dataschema: 'urn:einmal:schema:change-event-data:v1',
      data: { recordId, version: (versions += 1), changedFields: ['addresses'], effectiveOn: '2026-11-20' },
    };
  }

  /** Handles an event as the inbox does: in a transaction that is committed afterwards. */
  async handle(event: ChangeEvent, replay?: ReplayOfEvent): Promise<ChangeEvent> {
    await this.inTransaction((manager) => this.handleIn(manager, event, replay));
    return event;
  }

  handleIn(manager: EntityManager, event: ChangeEvent, replay?: ReplayOfEvent): Promise<void> {
    const context = new InboxContext(manager, 'topic', 0, '0', 1, new AbortController().signal, replay);
    return this.gateway.inner.app.get(ChangesController).onChange(event, context);
  }

  inTransaction<T>(work: (manager: EntityManager) => Promise<T>): Promise<T> {
    return this.gateway.inner.app.get(DataSource).transaction(work);
  }
}
