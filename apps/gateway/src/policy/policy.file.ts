import { authorityTable } from '#libs/authorities';
import type { EvidenceTypes } from '../evidence-types/index.ts';
import { callbackUrlFault } from './callback-url.rules.ts';
import { concealmentFaults } from './concealment.rules.ts';
import { eventGrantFaults } from './event-grant.rules.ts';
import { limitKey } from './limit.rules.ts';
import { areRivals, successionFaults, tableFaults } from './policy-succession.rules.ts';
import { type GrantTerms, policyFileValidator, type PolicyFile } from './policy.schema.ts';
import { previewFaults } from './preview.rules.ts';
import { subjectKindFaults } from './subject-kind.rules.ts';

export type { EventGrantEntry, GrantEntry, PolicyFile } from './policy.schema.ts';

/** A policy file that must not be applied; names every place at fault. */
export class PolicyUnusable extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`The policy cannot be applied:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** Several files as one: their lists joined, so that a register brings its own grants. What is no list is the last one's. */
export function mergedPolicy(contents: readonly unknown[]): unknown {
  if (contents.length === 1) return contents[0];
  const merged: Record<string, unknown> = {};
  for (const [member, value] of contents.flatMap((content) => Object.entries(Object(content) as object))) {
    const before = merged[member];
    merged[member] =
      Array.isArray(before) && Array.isArray(value)
        ? [...(before as unknown[]), ...(value as unknown[])]
        : value;
  }
  return merged;
}

/** Checks shape and references; throws {@link PolicyUnusable}. */
export function readPolicyFile(
  content: unknown,
  types: EvidenceTypes,
  table: Pick<typeof authorityTable, 'of'> = authorityTable,
): PolicyFile {
  const isPolicyFile = policyFileValidator();
  if (!isPolicyFile(content)) {
    throw new PolicyUnusable(
      (isPolicyFile.errors ?? []).map((e) => `${e.instancePath || '/'} ${e.message ?? ''}`),
    );
  }
  const faults = [
    ...duplicates(content),
    ...successionFaults(content),
    ...tableFaults(content.authorities, table),
    ...concealmentFaults(content),
    ...memberFaults('clients', content),
    ...memberFaults('callbacks', content),
    ...callbackFaults(content),
    ...limitFaults(content),
    ...grantFaults(content, types),
    ...subjectKindFaults(content, types),
    ...previewFaults(content),
    ...eventGrantFaults(content, types),
  ];
  if (faults.length > 0) throw new PolicyUnusable(faults);
  return content;
}

function duplicates(policy: PolicyFile): readonly string[] {
  const { authorities, clients, purposes, callbacks = [] } = policy;
  const grants = [...policy.grants, ...(policy.eventGrants ?? [])];
  return Object.entries({ authorities, clients, purposes, callbacks, grants }).flatMap(([kind, entries]) => {
    const ids = entries.map((entry) => entry.id);
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

function limitFaults({ limits = [], clients }: PolicyFile): readonly string[] {
  const known = new Set(clients.map(({ id }) => id));
  const keys = limits.flatMap(({ client, subjectKinds }) =>
    subjectKinds.map((kind) => limitKey(kind, client)),
  );
  return [
    ...limits.flatMap(({ client }) =>
      client === undefined || known.has(client) ? [] : [`/limits: client ${client} is not listed`],
    ),
    ...keys
      .filter((each, index) => keys.indexOf(each) !== index)
      .map((each) => `/limits: two limits for ${each.trim()}: which of the two applies would be a guess`),
  ];
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
    if (grant.lastDay !== undefined && grant.lastDay < grant.validFrom) faults.push('ends before it begins');
    const rival = all.slice(0, index).find((other) => collide(grant, other));
    if (rival) faults.push(`overlaps with ${rival.id}: which of the two applies would be a guess`);
    return faults.map((fault) => `/grants/${grant.id}: ${fault}`);
  });
}

/** Two grants for the same request on the same day. */
const collide = (a: GrantTerms, b: GrantTerms): boolean => a.authority === b.authority && areRivals(a, b);
