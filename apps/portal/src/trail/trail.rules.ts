import type { Gateway } from '#libs/client';
import { registerNames } from '#libs/contracts';
import { UUID } from '../web/index.ts';

export type Entry = Gateway.Disclosure;

/** One retrieval as a person remembers it: what they were shown first stands with what they let the authority have. */
export interface Story {
  readonly entry: Entry;
  /** The preview that was released. */
  readonly preview?: Entry;
}

export interface Stories {
  readonly stories: readonly Story[];
  /** Previews that belong to releases shown so far and come on a later page. */
  readonly awaited: readonly string[];
}

/** @param awaited of the pages before; rows come newest first, so that a release comes before its preview */
export function storiesOf(rows: readonly Entry[], awaited: readonly string[]): Stories {
  const open = new Set(awaited);
  const stories = new Map<string, Story>();
  const released = new Map<string, string>();
  for (const entry of rows) {
    const { stage, previewId = '', lookupId } = entry;
    if (stage === 'PREVIEW' && open.delete(previewId)) {
      const head = stories.get(released.get(previewId) ?? '');
      if (head) stories.set(head.entry.lookupId, { ...head, preview: entry });
      continue;
    }
    stories.set(lookupId, { entry });
    if (stage === 'RELEASE' && previewId !== '' && !open.has(previewId)) {
      open.add(previewId);
      released.set(previewId, lookupId);
    }
  }
  return { stories: [...stories.values()], awaited: [...open] };
}

export interface Office {
  /** Absent where nobody but the person asked. */
  readonly id?: string;
  readonly name?: string;
  readonly stories: readonly Story[];
}

export interface Month {
  /** An instant in it. */
  readonly at: string;
  readonly offices: readonly Office[];
}

const monthOf = new Intl.DateTimeFormat('de-DE', {
  timeZone: 'Europe/Berlin',
  year: 'numeric',
  month: '2-digit',
});

/** By month, newest first, and in each by office. */
export function byMonthAndOffice(stories: readonly Story[]): readonly Month[] {
  const months = Map.groupBy(stories, ({ entry }) => monthOf.format(new Date(entry.at)));
  return [...months.values()].map((inMonth) => {
    const offices = Map.groupBy(inMonth, ({ entry }) => entry.authority?.id ?? '');
    return {
      at: inMonth[0]!.entry.at,
      offices: [...offices.values()].map((own) => ({ ...own[0]!.entry.authority, stories: own })),
    };
  });
}

export const periods = ['30', '90', '365'] as const;

/** What of the trail is wanted, as the address says it. */
export interface TrailFilter {
  readonly register: string;
  readonly authority: string;
  /** Days back from today. */
  readonly period: string;
  readonly after?: string;
  readonly awaited: readonly string[];
}

const CODE = /^[a-z][a-z0-9-]{0,63}$/;
const oneOf = (given: string | null, known: readonly string[]): string =>
  given !== null && known.includes(given) ? given : '';

/** What an address says that somebody made up counts for nothing. */
export function filterOf(url: string): TrailFilter {
  const query = new URL(url, 'http://portal.invalid').searchParams;
  const [authority, after] = [query.get('authority') ?? '', query.get('after') ?? ''];
  return {
    register: oneOf(query.get('register'), registerNames),
    authority: CODE.test(authority) ? authority : '',
    period: oneOf(query.get('period'), periods),
    ...(UUID.test(after) && { after }),
    awaited: (query.get('awaited') ?? '').split('.').filter((id) => UUID.test(id)),
  };
}

const DAY_MS = 86_400_000;

/** As the API takes it. */
export const queryOf = ({ register, authority, period, after }: TrailFilter, nowMs: number) => ({
  ...(register && { register }),
  ...(authority && { authority }),
  ...(period && { since: new Date(nowMs - Number(period) * DAY_MS).toISOString() }),
  ...(after !== undefined && { after }),
});

/** The address of a page of the same selection. */
export function addressOf(path: string, filter: Partial<TrailFilter>): string {
  const { register, authority, period, after, awaited = [] } = filter;
  const query = new URLSearchParams({
    ...(register && { register }),
    ...(authority && { authority }),
    ...(period && { period }),
    ...(after && { after }),
    ...(awaited.length > 0 && { awaited: awaited.join('.') }),
  }).toString();
  return query === '' ? path : `${path}?${query}`;
}
