import type { ServiceName, Visitors } from '../portal.config.ts';
import type { Visit } from '../web/index.ts';
import type { Both } from './words.ts';

/** @param service without a role there the page is nothing to anybody */
type Page = readonly [path: string, title: Both, service?: ServiceName];

/** What the header leads to: pages that are open, and those of who has signed in. */
const pageMenu: Readonly<
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
      ['/ops', ['Datenströme', 'Streams'], 'operator'],
      ['/ops/dead-letters', ['Unzustellbare Mitteilungen', 'Dead letters'], 'operator'],
      ['/ops/replays', ['Wiederholungen', 'Replays'], 'operator'],
      ['/ops/audit', ['Protokoll', 'Audit'], 'operator'],
      ['/ops/policy', ['Regeln', 'Policy'], 'operator'],
      ['/dev', ['Anbindung', 'Connecting'], 'gateway'],
    ],
  },
  // The door to a demonstration: there is nothing to sign in to.
  everybody: { open: [], own: [] },
};

/** What leads somewhere for whoever looks: a role shows by the token that a session got with it. @param resources as tokens name them */
export function menuOf(
  visitors: Visitors | 'everybody',
  { open }: Pick<Visit, 'open'>,
  resources: Readonly<Partial<Record<ServiceName, string>>> = {},
): readonly Page[] {
  const menu = pageMenu[visitors];
  const { person, tokens = {} } = open?.session ?? {};
  const isTheirs = ([, , service]: Page): boolean =>
    service === undefined || tokens[resources[service] ?? ''] !== undefined;
  return [...menu.open, ...(person ? menu.own.filter(isTheirs) : [])];
}
