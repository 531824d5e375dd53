import { type Parked } from './consumer-group.ts';
import { DeadLettersStand, type Letter } from './dead-letters-stand.ts';
import type { Answer } from './test-operator.ts';
import { eventually } from '#libs/test-kit';

export const subject = '263D46gOMZfF0jbhYZl0WEzv_JqTZtLfuzm6U6TiLBw';
const recordId = '0199f2a4-7c1e-7000-8000-3f6f0d1c2b3a';
export const patch = [
  { op: 'replace', path: '/data/effectiveOn', value: '2026-11-20' },
  { op: 'remove', path: '/data/street' },
];
export const draft = {
  transform: { kind: 'json-patch', patch },
  reason: 'The day is an instant.',
  ticket: 'OPS-17',
};

/** An event whose register wrote a day wrongly, and something that no event should hold. */
export const contentOf = ({ eventId, type }: Parked, data: object = {}) => ({
  specversion: '1.0',
  id: eventId,
  source: 'urn:einmal:register:residents',
  type,
  subject,
  time: '2026-11-23T08:00:00.000Z',
  datacontenttype: 'application/json',
  dataschema: 'urn:einmal:schema:change-event-data:v1',
  data: {
    recordId,
    version: 2,
    changedFields: ['addresses'],
    effectiveOn: 'Secret',
    street: 'Secret',
    ...data,
  },
});

/** A correction as the service tells it, or why there is none. */
export type Found = Answer['body'] & {
  readonly id: string;
  readonly state: string;
  readonly dryRun: {
    readonly hash: string;
    readonly changes: readonly object[];
  };
};

/** Two operators, and dead letters that are wrong. */
export class CorrectionsStand {
  private keys = 0;

  private constructor(
    readonly letters: DeadLettersStand,
    private readonly second: string,
  ) {}

  static async start(): Promise<CorrectionsStand> {
    const letters = await DeadLettersStand.start();
    return new CorrectionsStand(letters, await letters.operator.surroundings.token('p_paul'));
  }

  stop(): Promise<void> {
    return this.letters.stop();
  }

  async aLetter(changed: object = {}): Promise<{ event: Parked; letter: Letter; content: string }> {
    const event = this.letters.group.parked(`k-correct-${(this.keys += 1)}`);
    const content = JSON.stringify(contentOf(event, changed));
    await this.letters.group.announce('parked', [event], { value: content });
    const [letter] = await this.letters.arrived(event.key, 1);
    return { event, letter: letter!, content };
  }

  async step(id: string, name: string, body: object = {}, token?: string): Promise<Found> {
    const path = `/v1/dead-letters/corrections/${id}/${name}`;
    return (await this.letters.operator.call('POST', path, body, token)).body as Found;
  }

  async drafted(letter: Letter, body: object = draft, token?: string): Promise<Found> {
    const path = `/v1/dead-letters/${letter.id}/corrections`;
    return (await this.letters.operator.call('POST', path, body, token)).body as Found;
  }

  async tried(letter: Letter): Promise<Found> {
    return this.step((await this.drafted(letter)).id, 'dry-run');
  }

  approve({ id, dryRun }: Found, token = this.second): Promise<Found> {
    return this.step(id, 'approval', { hash: dryRun.hash }, token);
  }

  async found(id: string): Promise<Found> {
    return (await this.letters.get(`/corrections/${id}`)).body as Found;
  }

  ended(id: string, state: string): Promise<Found> {
    return eventually(
      `the correction is ${state}`,
      () => this.found(id),
      (each) => each.state === state,
    );
  }

  async actionsOf(id: string): Promise<readonly string[]> {
    const entries = await this.letters.auditOf(id);
    return entries.map(({ actor, action }) => `${String(actor)} ${String(action)}`);
  }
}
