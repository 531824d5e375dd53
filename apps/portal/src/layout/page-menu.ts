import type { Visitors } from '../portal.config.ts';
import type { Both } from './words.ts';

type Page = readonly [path: string, title: Both];

/** What the header leads to: pages that are open, and those of who has signed in. */
export const pageMenu: Readonly<
  Record<Visitors | 'everybody', { readonly open: readonly Page[]; readonly own: readonly Page[] }>
> = {
  citizens: {
    open: [['', ['Dienste', 'Services']]],
    own: [
      ['/applications', ['Meine Anträge', 'My applications']],
      ['/permissions', ['Meine Freigaben', 'My permissions']],
      ['/trail', ['Meine Auskünfte', 'My data trail']],
    ],
  },
  staff: {
    open: [['', ['Arbeitsplätze', 'Workplaces']]],
    own: [],
  },
  operators: {
    open: [['', ['Leitstand', 'Console']]],
    own: [
      ['/ops', ['Datenströme', 'Streams']],
      ['/ops/dead-letters', ['Unzustellbare Mitteilungen', 'Dead letters']],
      ['/ops/replays', ['Wiederholungen', 'Replays']],
      ['/ops/audit', ['Protokoll', 'Audit']],
      ['/ops/policy', ['Regeln', 'Policy']],
      ['/dev', ['Anbindung', 'Connecting']],
    ],
  },
  // The door to a demonstration: there is nothing to sign in to.
  everybody: { open: [], own: [] },
};
