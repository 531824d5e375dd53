import { FakeGroup, type Parked, type Saying } from '../../../apps/operator/src/testing/consumer-group.ts';
import { eventually } from '#libs/test-kit';
import { ConsoleStand, type Visitor } from './console-stand.ts';

/** What a page says, without what it is made of. */
export const textOf = (html: string): string => html.replaceAll(/<[^>]+>/g, ' ').replaceAll(/\s+/g, ' ');

/** An instant that comes after everything that was announced so far. */
export const later = (): Date => new Date(Date.now() + 60_000);

/** Two operators at the console, and a consumer group that parks what it is told to. */
export class LettersScene {
  private constructor(
    readonly stand: ConsoleStand,
    readonly group: FakeGroup,
    readonly olga: Visitor,
    readonly paul: Visitor,
  ) {}

  static async start(): Promise<LettersScene> {
    const group = await FakeGroup.start();
    const stand = await ConsoleStand.start();
    const [olga, paul] = await Promise.all([stand.signedIn('p_olga'), stand.signedIn('p_paul')]);
    return new LettersScene(stand, group, olga, paul);
  }

  async stop(): Promise<void> {
    await this.stand.stop();
    await this.group.stop();
  }

  /** Parks an event, and answers the address of its page. */
  async park(event: Parked, value?: string, told: Saying = {}): Promise<string> {
    await this.group.announce('parked', [event], { ...told, ...(value !== undefined && { value }) });
    const asked = `/v1/dead-letters?group=${this.group.group}&key=${event.key}`;
    const read = async () => {
      const { body } = await this.stand.operator.call('GET', asked);
      const letters = body['deadLetters'] as { readonly id: string; readonly eventId: string }[];
      return letters.find(({ eventId }) => eventId === event.eventId)?.id;
    };
    const id = await eventually('the letter arrives', read, (found) => found !== undefined);
    return `/de/ops/dead-letters/${id}`;
  }

  /** The group does what it was told to with a letter. */
  async redriven(event: Parked, outcome: 'redriven' | 'parked' = 'redriven'): Promise<void> {
    await this.commands(event.key, 1);
    await this.group.announce(outcome, [event], { at: later(), attempts: 6 });
    const isSettled = (letters: readonly { readonly attempts: number }[]): boolean =>
      letters[0]?.attempts === 6;
    const asked = `/v1/dead-letters?group=${this.group.group}&key=${event.key}&state=${
      outcome === 'parked' ? 'PARKED' : 'REDRIVEN'
    }`;
    const read = async () =>
      (await this.stand.operator.call('GET', asked)).body['deadLetters'] as { readonly attempts: number }[];
    await eventually('the outcome is told', read, isSettled);
  }

  /** What reached the group for a key. */
  commands(key: string, count: number): Promise<readonly Record<string, unknown>[]> {
    const sent = () =>
      Promise.resolve(
        this.group.commands.events.filter((each) => each.key === key).map(({ value }) => value),
      );
    return eventually(`${count} commands arrive`, sent, ({ length }) => length === count);
  }
}
