import { sideBySide } from '#libs/terminal';
import { type Answer, citizen, office, type RequestState, type Shown, type Values } from './cast.ts';

const SHOWN_FIELDS = 3;

export interface Screen {
  readonly write: (text: string) => void;
  readonly width: number;
}

export interface Scene {
  /** What each sees; the portal's is what it calls and what it is answered, for the citizen's session. */
  readonly citizen?: readonly string[];
  readonly portal?: readonly string[];
  readonly office?: readonly string[];
}

export const stateOf = ({ state, items }: RequestState): readonly string[] => [
  `The request is ${state}`,
  ...items.map(
    (item) => `  ${item.evidenceType} ${item.state}${item.release === undefined ? '' : ', a release waits'}`,
  ),
];

export const chosen = [
  'GET /v1/consents/notice: the text to show',
  'POST /v1/consents: the choice, with its hash',
];

export const previewed = ({ status }: Shown): readonly string[] => [
  `POST /v1/previews: ${status}, with a key that is told once, to this session`,
];

export type Titles = ReadonlyMap<string, string>;

export const taken = ({ status, code, detail, evidence }: Answer, titles: Titles): readonly string[] => [
  `POST /v1/releases: ${status}${code === undefined ? '' : ` ${code}`}`,
  ...(evidence ? valuesOf(evidence, titles) : [detail ?? '']),
];

export const valuesOf = (values: Values, titles: Titles, path = ''): readonly string[] =>
  Object.entries(values).flatMap(([name, value]) => {
    if (value === null) return [];
    const place = path + name;
    if (typeof value === 'object') return valuesOf(value, titles, `${place}.`);
    return [`  ${titles.get(place) ?? place}: ${value}`];
  });

const ways: Readonly<Record<string, string>> = { ENTER_IT: 'type it in', BRING_PAPER: 'bring it on paper' };

export const waysText = (otherWays: readonly string[]): string =>
  otherWays.map((way) => ways[way] ?? way).join(', ');

export const named = (names: readonly string[]): string => {
  const more = names.length - SHOWN_FIELDS;
  return names.slice(0, SHOWN_FIELDS).join(', ') + (more > 0 ? ` and ${more} more` : '');
};

export function show({ write, width }: Screen, title: string, seen: Scene): void {
  const heads = [`${citizen} sees`, 'the portal calls', `${office} sees`];
  const rule = '─'.repeat(Math.max(0, width - title.length - 4));
  const bodies = [seen.citizen, seen.portal, seen.office];
  const texts = heads.map((head, at) => [head, '', ...(bodies[at] ?? [])]);
  write(`\n── ${title} ${rule}\n${sideBySide(texts, width)}\n`);
}
