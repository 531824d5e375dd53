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
  readonly exhausted: string;
  readonly spends: { readonly what: string; readonly which: string };
  /** Notes at a release that its use was spent. */
  readonly mark: string;
}

export const plain: Staging = {
  releases: '',
  columns: { parameters: '', names: '', judged: '', join: '' },
  ofPerson: '',
  exhausted: 'uses + row_number() over (partition by consent_id, reason is null order by place) > max_uses',
  spends: { what: '*', which: 'max_uses is not null' },
  mark: '',
};

/**
 * A preview spends nothing, and is refused where nothing is left to spend. A release spends one use with the first decision
 * that permits it: whether that was made is read from the release's own row, locked after its consent, because the decision
 * rows of this statement's snapshot do not show one that was committed while it waited. Several fetches of one release in a
 * batch are one use.
 */
export const staged: Staging = {
  releases: `release_now as materialized (
  select id, use_spent from preview where id = any($19::uuid[])
    and consent_id = any(array(select id from consent_now where max_uses is not null)) order by id for no key update
),
`,
  columns: {
    parameters: ', $18::text[], $19::uuid[], $20::text[]',
    names: ', stage, preview, acted_by',
    judged: `, r.stage = 'RELEASE' and p.id is not null and p.use_spent is null as spends`,
    join: '\n  left join release_now p on p.id = r.preview',
  },
  ofPerson: ' or c.citizen <> r.citizen',
  exhausted: `(stage = 'PREVIEW' and uses >= max_uses or spends
      and uses + dense_rank() over (partition by consent_id, reason is null and spends order by preview) > max_uses)`,
  spends: { what: 'distinct preview', which: 'spends' },
  mark: `marked as (
  update preview p set use_spent = f.id
  from (select distinct on (preview) preview, id from counted where verdict is null and spends order by preview, place) f
  where p.id = f.preview
),
`,
};
