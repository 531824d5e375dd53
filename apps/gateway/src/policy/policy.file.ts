import type { EvidenceTypes, Localised } from '../evidence-types/evidence-type.catalogue.ts';
import { createAjv } from '../evidence-types/evidence-type.schema.ts';
import { eventGrantFaults } from './event-grant.rules.ts';
import { callbackUrlFault } from '../webhooks/callback-url.rules.ts';
import type { GroundKind } from './policy.snapshot.ts';

/** The policy as it is written down and applied as a whole. */
export interface PolicyFile {
  readonly authorities: readonly { readonly id: string; readonly name: string; readonly active: boolean }[];
  readonly clients: readonly { readonly id: string; readonly authority: string; readonly active: boolean }[];
  readonly purposes: readonly { readonly id: string; readonly title: Localised }[];
  readonly grants: readonly GrantEntry[];
  readonly eventGrants?: readonly EventGrantEntry[];
  /** Where an authority may be called with events; a subscription names one by its id. */
  readonly callbacks?: readonly { readonly id: string; readonly authority: string; readonly url: string }[];
}

export interface GrantEntry {
  readonly id: string;
  readonly authority: string;
  readonly purpose: string;
  readonly evidenceType: string;
  readonly fields: readonly string[];
  readonly ground: { readonly kind: GroundKind; readonly legalBasis: string };
  /** First and last day, `YYYY-MM-DD`, Europe/Berlin. */
  readonly validFrom: string;
  readonly validUntil?: string;
}

/**
 * Who may subscribe to which events of one register, for what and on which ground. Every delivery is decided like a
 * lookup of this evidence type with these fields, so it says no more than that the register holds a record to tell of.
 */
export interface EventGrantEntry extends GrantEntry {
  readonly eventTypes: readonly string[];
}

const id = { type: 'string', pattern: '^[a-z][a-z0-9-]{0,63}$' };
const text = { type: 'string', minLength: 1, maxLength: 300 };
const day = { type: 'string', format: 'date' };
const strict = (properties: object, optional: readonly string[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: Object.keys(properties).filter((name) => !optional.includes(name)),
  properties,
});
const list = (items: object): object => ({ type: 'array', items });

const texts = { type: 'array', minItems: 1, uniqueItems: true, items: text };
const grant = {
  id,
  authority: id,
  purpose: id,
  evidenceType: text,
  fields: texts,
  ground: strict({ kind: { enum: ['CHOICE', 'CONSENT', 'STATUTE'] }, legalBasis: text }),
  validFrom: day,
  validUntil: day,
};

const isPolicyFile = createAjv().compile<PolicyFile>(
  strict(
    {
      authorities: list(strict({ id, name: text, active: { type: 'boolean' } })),
      clients: list(strict({ id, authority: id, active: { type: 'boolean' } })),
      purposes: list(strict({ id, title: strict({ de: text, en: text }) })),
      grants: list(strict(grant, ['validUntil'])),
      eventGrants: list(strict({ ...grant, eventTypes: texts }, ['validUntil'])),
      callbacks: list(strict({ id, authority: id, url: { type: 'string' } })),
    },
    ['eventGrants', 'callbacks'],
  ),
);

/** A policy file that must not be applied; names every place at fault. */
export class PolicyUnusable extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The policy cannot be applied:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** Checks shape and references; throws {@link PolicyUnusable}. */
export function readPolicyFile(content: unknown, types: EvidenceTypes): PolicyFile {
  if (!isPolicyFile(content)) {
    throw new PolicyUnusable(
      (isPolicyFile.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? ''}`),
    );
  }
  const faults = [
    ...duplicates(content),
    ...memberFaults('clients', content),
    ...memberFaults('callbacks', content),
    ...callbackFaults(content),
    ...grantFaults(content, types),
    ...eventGrantFaults(content, types),
  ];
  if (faults.length > 0) throw new PolicyUnusable(faults);
  return content;
}

function duplicates(policy: PolicyFile): readonly string[] {
  const allGrants = [...policy.grants, ...(policy.eventGrants ?? [])];
  return Object.entries({ ...policy, grants: allGrants, eventGrants: [] }).flatMap(([kind, entries]) => {
    const ids = (entries as readonly { readonly id: string }[]).map((entry) => entry.id);
    return ids
      .filter((each, index) => ids.indexOf(each) !== index)
      .map((each) => `/${kind}: ${each} occurs twice`);
  });
}

function memberFaults(kind: 'clients' | 'callbacks', policy: PolicyFile): readonly string[] {
  const authorities = new Set(policy.authorities.map((authority) => authority.id));
  return (policy[kind] ?? [])
    .filter(({ authority }) => !authorities.has(authority))
    .map(({ id, authority }) => `/${kind}/${id}: authority ${authority} is not listed`);
}

function callbackFaults({ callbacks = [] }: PolicyFile): readonly string[] {
  return callbacks.flatMap(({ id, url }) => {
    const fault = callbackUrlFault(url);
    return fault === undefined ? [] : [`/callbacks/${id}: the URL ${fault}`];
  });
}

function grantFaults(policy: PolicyFile, types: EvidenceTypes): readonly string[] {
  const authorities = new Set(policy.authorities.map((authority) => authority.id));
  const purposes = new Set(policy.purposes.map((purpose) => purpose.id));
  return [...policy.grants, ...(policy.eventGrants ?? [])].flatMap((grant, index, all) => {
    const faults: string[] = [];
    const type = types.get(grant.evidenceType);
    if (!authorities.has(grant.authority)) faults.push(`authority ${grant.authority} is not listed`);
    if (!purposes.has(grant.purpose)) faults.push(`purpose ${grant.purpose} is not listed`);
    if (type === undefined) faults.push(`evidence type ${grant.evidenceType} is not known`);
    const foreign = type ? grant.fields.filter((field) => !Object.hasOwn(type.fields, field)) : [];
    faults.push(...foreign.map((field) => `field ${field} is not part of ${grant.evidenceType}`));
    if (grant.validUntil !== undefined && grant.validUntil < grant.validFrom)
      faults.push('ends before it begins');
    const rival = all.slice(0, index).find((other) => collide(grant, other));
    if (rival) faults.push(`overlaps with ${rival.id}: which of the two applies would be a guess`);
    return faults.map((fault) => `/grants/${grant.id}: ${fault}`);
  });
}

const FOREVER = '9999-12-31';

/** Two grants for the same request on the same day: both statutory, or both resting on the citizen's will. */
function collide(a: GrantEntry, b: GrantEntry): boolean {
  if (a.authority !== b.authority || a.purpose !== b.purpose || a.evidenceType !== b.evidenceType)
    return false;
  if ((a.ground.kind === 'STATUTE') !== (b.ground.kind === 'STATUTE')) return false;
  return a.validFrom <= (b.validUntil ?? FOREVER) && b.validFrom <= (a.validUntil ?? FOREVER);
}
