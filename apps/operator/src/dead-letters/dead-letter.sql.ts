import { alongIndex } from '#libs/service-kit';
import type { DeadLetterQueryDto } from './dead-letter-query.dto.ts';

const columns = `d.id, d.number::text, (extract(epoch from d.parked_at) * 1000000)::bigint::text as "parkedMicros", d.consumer_group as "group", d.topic, d.origin, d.type, d.event_id as "eventId",
  d.replay_id as "replayId", d.event_key as key, d.state, d.cause_code as "causeCode", d.cause, d.attempts,
  d.blocks_key as "blocksKey", d.failed_redrives as "failedRedrives", d.parked_at as "parkedAt",
  d.changed_at as "changedAt"`;

/** What the indexes of the list begin with, before `number`; the first that is asked for is gone along. */
const indexed: readonly (readonly string[])[] = [
  ['event_key'],
  ['consumer_group', 'state'],
  ['consumer_group'],
  ['type'],
  ['topic'],
  ['cause_code'],
  ['state'],
];

/** Makes a value a parameter. */
type Place = (value: unknown) => string;

/** Newest first: by the time that they were parked where that is asked for, else as they came. */
export function list(query: DeadLetterQueryDto): {
  readonly text: string;
  readonly values: readonly unknown[];
} {
  const { group, topic, type, causeCode, key, state, since, until, after, limit } = query;
  const values: unknown[] = [];
  const place: Place = (value) => `$${values.push(value)}`;
  const asked = new Map(
    Object.entries({ consumer_group: group, topic, type, cause_code: causeCode, event_key: key, state })
      .filter(([, value]) => value !== undefined)
      .map(([column, value]) => [column, place(value)]),
  );
  const { along, where, orderBy } =
    since === undefined && until === undefined
      ? alongFilter(asked, after === undefined ? undefined : place(after))
      : alongTime(query, place);
  const others = [...asked].filter(([column]) => !along.includes(column));
  const text = `select ${columns} from dead_letter d
    where ${[where, ...others.map(([column, value]) => `${column} = ${value}`)].join(' and ')}
    order by ${orderBy} limit ${place(limit + 1)}`;
  return { text, values };
}

interface Along {
  /** Columns that `where` holds to what is asked for. */
  readonly along: readonly string[];
  readonly where: string;
  readonly orderBy: string;
}

function alongFilter(asked: ReadonlyMap<string, string>, after: string | undefined): Along {
  const along = indexed.find((each) => each.every((column) => asked.has(column))) ?? [];
  const fixed = Object.fromEntries(along.map((column) => [column, asked.get(column) as string]));
  return { along, ...alongIndex({ fixed, by: 'd.number', descending: true, after }) };
}

/** Of others the planner would not know where in the order of their numbers the time lies. */
function alongTime({ since, until, after }: DeadLetterQueryDto, place: Place): Along {
  const [number, micros] = after?.split('-') ?? [];
  const conditions = [
    ...(since === undefined ? [] : [`parked_at >= ${place(since)}`]),
    ...(until === undefined ? [] : [`parked_at < ${place(until)}`]),
    ...(after === undefined
      ? []
      : [
          `(d.parked_at, d.number) < (to_timestamp(0) + ${place(micros)}::bigint * interval '1 microsecond', ${place(number)}::bigint)`,
        ]),
  ];
  return { along: [], where: conditions.join(' and '), orderBy: 'd.parked_at desc, d.number desc' };
}

const sameKey = `from dead_letter o where o.consumer_group = d.consumer_group and o.event_key = d.event_key
  and o.state = 'PARKED'`;

export const one = `
select ${columns}, d.event, d.bytes,
  (select count(*)::int ${sameKey} and o.blocks_key and o.number < d.number) as "waitsFor",
  case when d.state = 'PARKED' and d.blocks_key
    then (select count(*)::int ${sameKey} and o.number > d.number) else 0 end as "holdsBack",
  (select coalesce(jsonb_agg(jsonb_build_object('id', c.id, 'state', c.state, 'requestedBy', c.requested_by,
    'requestedAt', c.requested_at) order by c.requested_at desc), '[]') from (
      select * from correction where dead_letter_id = d.id order by requested_at desc limit 20) c) as corrections,
  (select coalesce(jsonb_agg(jsonb_build_object('at', s.at, 'state', s.state, 'causeCode', s.cause_code,
    'attempts', s.attempts) order by s.number), '[]') from dead_letter_step s where s.dead_letter_id = d.id) as steps
from dead_letter d where d.id = $1`;

/** Letters of one kind that a summary looks at, the oldest first: where there are more, their number matters little. */
const MOST = 10_000;

const parked = alongIndex({ fixed: { state: `'PARKED'` }, by: 'number' });

export const counts = `
select consumer_group as "group", type, cause_code as "causeCode", count(*)::int as parked,
  count(distinct event_key)::int as keys, (count(*) filter (where failed_redrives > 0))::int as "failedAgain",
  min(parked_at) as "oldestParkedAt"
from (select * from dead_letter where ${parked.where} order by ${parked.orderBy} limit ${MOST}) oldest
group by 1, 2, 3 order by parked desc, 1, 2, 3`;

/**
 * Of the group `name`, along the index of groups and states, or one that has none of the state is looked for in the whole
 * table. Not by ranges as `alongIndex`, as the planner knows no `name` and would guess how many lie in one; of an array it
 * does not see either that the order is that of `number` alone.
 */
const oldestOfGroup = (state: string): string => `
  from dead_letter where consumer_group = any(array[name]) and state = any(array['${state}'])
  order by consumer_group, state, number limit ${MOST}`;
const settled = (state: string): string =>
  `(select count(*)::int from (select ${oldestOfGroup(state)}) first)`;

/**
 * Before `groups`, in its transaction: knowing no `name`, the planner may think a group small enough to be sorted, and then
 * reads all of its letters.
 */
export const notSorted = 'set local enable_sort = off';

/** Goes from one group to the next in the index instead of through all letters. */
export const groups = `
with recursive known as (
  (select consumer_group as name from dead_letter order by 1 limit 1)
  union all
  select (select consumer_group from dead_letter where consumer_group > name order by 1 limit 1)
  from known where name is not null
)
select name as "group", p.*, ${settled('REDRIVEN')} as redriven, ${settled('DISCARDED')} as discarded
from known cross join lateral (
  select count(*)::int as parked, (count(distinct event_key) filter (where blocks_key))::int as "keysBlocked",
    min(parked_at) as "oldestParkedAt"
  from (select event_key, blocks_key, parked_at ${oldestOfGroup('PARKED')}) oldest) p
where name is not null order by 1`;
