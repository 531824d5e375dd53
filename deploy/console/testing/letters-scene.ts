import { FakeGroup, type Parked } from '../../../apps/operator/src/testing/consumer-group.ts';
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
  async park(event: Parked, value?: string): Promise<string> {
    await this.group.announce('parked', [event], value === undefined ? {} : { value });
    const asked = `/v1/dead-letters?group=${this.group.group}&key=${event.key}`;
    const read = async () => {
      const { body } = await this.stand.operator.call('GET', asked);
      const letters = body['deadLetters'] as { readonly id: string; readonly eventId: string }[];
      return letters.find(({ eventId }) => eventId === event.eventId)?.id;
    };
    const id = await eventually('the letter arrives', read, (found) => found !== undefined);
    return `/de/ops/dead-letters/${id}`;
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
