import { limitKey } from './limit.rules.ts';
import type { EventGrantEntry, GrantEntry, PolicyFile } from './policy.file.ts';
import { aPolicy } from './policy.builder.ts';
import { policyOn } from './policy-day.rules.ts';
import type { EventGrant, Grant, PolicySnapshot } from './policy.snapshot.ts';

/** The snapshot that a policy file makes for a day, without a database; days count in UTC here. */
export function aSnapshot(change: Partial<PolicyFile> = {}, day = '2026-11-29'): PolicySnapshot {
  const file = aPolicy(change);
  const written = {
    revision: 1,
    authorities: new Map(file.authorities.map((each) => [each.id, each])),
    clients: new Map(file.clients.map(({ id, ...rest }) => [id, rest])),
    purposes: new Map(file.purposes.map(({ id, title }) => [id, title])),
    minimumAcrs: new Map(file.purposes.map(({ id, minimumAcr }) => [id, minimumAcr ?? 'substantial'])),
    limits: new Map(
      (file.limits ?? []).flatMap((limit) =>
        limit.subjectKinds.map((kind) => [limitKey(kind, limit.client), limit] as const),
      ),
    ),
    callbacks: new Map((file.callbacks ?? []).map(({ id, authority }) => [id, authority])),
    grants: file.grants.map(toGrant),
    eventGrants: (file.eventGrants ?? []).map((entry): EventGrant => ({
      ...toGrant(entry),
      eventTypes: new Set(entry.eventTypes),
    })),
  };
  return policyOn(written, day);
}

const DAY_MS = 86_400_000;

function toGrant({ ground, ...entry }: GrantEntry | EventGrantEntry): Grant {
  const { preview, socialData = false } = entry as Partial<GrantEntry>;
  return {
    subjectKinds: ['record'],
    ...entry,
    socialData,
    ...(preview && { previewNotPossible: preview.notPossible }),
    fieldSet: new Set(entry.fields),
    fieldList: entry.fields.join(' '),
    kind: ground.kind,
    legalBasis: ground.legalBasis,
    validFromMs: Date.parse(entry.validFrom),
    validUntilMs: entry.lastDay === undefined ? Infinity : Date.parse(entry.lastDay) + DAY_MS,
  };
}
