import type { Person } from './person.ts';

export const PLATE = 'H-EM 101E';
export const parking = 'resident-parking-permit';
const use = { decision: 'use' };

/** Without the language. */
export const below = (path: string): string => path.replace(/^\/de/, '');

/** A draft of somebody, from the first page on. */
export class Draft {
  readonly #person: Person;
  readonly path: string;

  private constructor(person: Person, path: string) {
    this.#person = person;
    this.path = path;
  }

  static async begun(person: Person, service: string): Promise<Draft> {
    const led = await person.send(`/de/services/${service}/begin`);
    return new Draft(person, /^.*\/applications\/[^/]+/.exec(led)![0]);
  }

  send(step: string, fields: Readonly<Record<string, string>>): Promise<string> {
    return this.#person.send(`${this.path}/${step}`, fields);
  }

  /** For the parking permit, up to what the registers tell. */
  async previewed(whom: Readonly<Record<string, string>> = { for: 'MYSELF' }): Promise<this> {
    await this.send('acting', whom);
    await this.send('fields/vehicle', { plate: PLATE, use: 'OWN' });
    await this.send('sources/1', { way: 'FETCH' });
    await this.send('sources/2', { way: 'FETCH' });
    return this;
  }

  /** @returns where it stands after it was handed in */
  async handedIn(isAllUsed: boolean): Promise<string> {
    await this.previewed();
    await this.send('preview', { source: '1', ...use });
    if (isAllUsed) await this.send('preview', { source: '2', ...use });
    if (!isAllUsed) await this.send('sources/2/other', { way: 'BRING_PAPER' });
    await this.send('fields/statement', { isTrue: 'true' });
    return this.send('check', {});
  }
}

/**
 * Drafts that are made when they are looked at: a new choice of the same supersedes the one before, and what was shown
 * for that one is shown no more.
 */
export const drafts = {
  seen: async (person: Person): Promise<Draft> => (await Draft.begun(person, parking)).previewed(),
  declined: async (person: Person): Promise<Draft> => {
    const draft = await drafts.seen(person);
    await draft.send('preview', { source: '1', ...use });
    return draft;
  },
  paper: async (person: Person): Promise<Draft> => {
    const draft = await drafts.declined(person);
    await draft.send('sources/2/other', { way: 'BRING_PAPER' });
    await draft.send('fields/statement', { isTrue: 'true' });
    return draft;
  },
  entered: async (person: Person): Promise<Draft> => {
    const draft = await drafts.declined(person);
    await draft.send('sources/2/other', { way: 'ENTER_IT' });
    return draft;
  },
  whole: async (person: Person): Promise<Draft> => {
    const draft = await drafts.declined(person);
    await draft.send('preview', { source: '2', ...use });
    await draft.send('fields/statement', { isTrue: 'true' });
    return draft;
  },
} as const;
