/** In what the decision on a preview or a release differs from that on a lookup; pieces of `decision.sql.ts`. */
export interface Staging {
  /** Locks what a use is counted at. */
  readonly releases: string;
  readonly columns: {
    readonly parameters: string;
    readonly names: string;
    readonly judged: string;
    readonly join: string;
  };
  /** Further reasons for which a consent is another person's. */
  readonly ofPerson: string;
  /** Further conditions under which it is a retrieval, which may come too soon after another one. */
  readonly retrieves: string;
  /** Whether another retrieval of this batch comes before. */
  readonly another: string;
  readonly exhausted: string;
  readonly spends: { readonly what: string; readonly which: string; readonly at: string };
  /** Notes at a release that its use was spent. */
  readonly mark: string;
}

const inBatch = 'row_number() over (partition by consent_id, reason is null order by place)';

export const plain: Staging = {
  releases: '',
  columns: { parameters: '', names: '', judged: '', join: '' },
  ofPerson: '',
  retrieves: '',
  another: `${inBatch} > 1`,
  exhausted: `uses + ${inBatch} > max_uses`,
  spends: {
    what: '*',
    which: '(max_uses is not null or min_interval_s is not null)',
    at: 'clock_timestamp()',
  },
  mark: '',
};

const spends = `r.stage = 'RELEASE' and p.state in ('RELEASED', 'TAKEN') and p.use_spent is null`;
const amongReleases =
  'dense_rank() over (partition by consent_id, reason is null and spends order by preview)';

/**
 * A preview spends nothing, and is refused where nothing is left to spend. A release spends one use with the first decision
 * that permits it: whether that was made is read from the release's own row, locked after its consent, because the decision
 * rows of this statement's snapshot do not show one that was committed while it waited. Several fetches of one release in a
 * batch are one use. One that was closed while its fetch was on the way spends nothing, as nothing can leave any more and no
 * statement would give it back. The release keeps what its use did to the record, by one instant read after the locks, so
 * that it can be given back where nothing leaves.
 */
export const staged: Staging = {
  releases: `release_now as materialized (
  select id, state, use_spent from preview where id = any($19::uuid[])
    and consent_id = any(array(select id from consent_now where max_uses is not null or min_interval_s is not null))
  order by id for no key update
),
moment as materialized (
  select clock_timestamp() as at from policy_now
),
`,
  columns: {
    parameters: ', $18::text[], $19::uuid[], $20::text[], $21::text[]',
    names: ', stage, preview, acted_by, acting_as',
    judged: `, c.next_use_at, ${spends} as spends`,
    join: '\n  left join release_now p on p.id = r.preview',
  },
  ofPerson: ' or c.citizen <> r.citizen',
  retrieves: ` and ${spends}`,
  another: `spends and ${amongReleases} > 1`,
  exhausted: `(stage = 'PREVIEW' and uses >= max_uses or spends and uses + ${amongReleases} > max_uses)`,
  spends: { what: 'distinct preview', which: 'spends', at: '(select at from moment)' },
  mark: `marked as (
  update preview p set use_spent = f.id, free_before = f.next_use_at,
    free_after = m.at + make_interval(secs => f.min_interval_s)
  from (select distinct on (preview) preview, id, next_use_at, min_interval_s from counted
    where verdict is null and spends order by preview, place) f
  cross join moment m where p.id = f.preview
),
`,
};
