import { type AuthorityTable, followed, type Succeeded, successionFault } from '#libs/authorities';
import type { EventGrantEntry, GrantEntry, GrantTerms, PolicyFile } from './policy.schema.ts';

type Entry = GrantEntry | EventGrantEntry;

const FOREVER = '9999-12-31';

/** Two grants that answer the same requests on the same day, if one authority has both: by statute, or by citizens' will. */
export function areRivals(a: GrantTerms, b: GrantTerms): boolean {
  if (a.purpose !== b.purpose || a.evidenceType !== b.evidenceType) return false;
  if ((a.ground.kind === 'STATUTE') !== (b.ground.kind === 'STATUTE')) return false;
  return a.validFrom <= (b.lastDay ?? FOREVER) && b.validFrom <= (a.lastDay ?? FOREVER);
}

/** What is wrong with who takes over from whom, and with the grants that meet at a successor. Pure. */
export function successionFaults(policy: PolicyFile): readonly string[] {
  const byId = new Map(policy.authorities.map((each) => [each.id, each]));
  const next = ({ successor = '' }: PolicyFile['authorities'][number]) => byId.get(successor);
  const faults = policy.authorities.flatMap((each) => {
    const fault = successionFault(each, next);
    return fault === undefined ? [] : [`/authorities/${each.id}: ${fault}`];
  });
  if (faults.length > 0) return faults;
  const lastOf = (authority: string): string | undefined => {
    const entry = byId.get(authority);
    return entry?.active ? followed(entry, FOREVER, next)?.id : undefined;
  };
  return meetingFaults([...policy.grants, ...(policy.eventGrants ?? [])], lastOf);
}

/**
 * Where an active authority of the policy stands in the table of authorities too, both name the same last day and successor,
 * and the same first day if the policy names one: else its records would follow on one day and its grants on another.
 */
export const tableFaults = (
  authorities: Iterable<Succeeded & { readonly id: string; readonly active: boolean }>,
  table: Pick<AuthorityTable, 'of'>,
): readonly string[] =>
  [...authorities].flatMap((entry) => {
    const known = entry.active ? table.of(entry.id) : undefined;
    const members = entry.from === undefined ? (['until', 'successor'] as const) : allMembers;
    return members
      .filter((member) => known && known[member] !== entry[member])
      .map(
        (member) =>
          `/authorities/${entry.id}: "${member}" is ${said(entry[member])} here and ${said(known?.[member])} in the table of authorities: correct the one that is wrong`,
      );
  });

const allMembers = ['from', 'until', 'successor'] as const;
const said = (value: string | undefined): string => value ?? 'absent';

/** Of grants that different predecessors leave for the same requests, none is the successor's: they must say the same. */
function meetingFaults(
  grants: readonly Entry[],
  lastOf: (authority: string) => string | undefined,
): readonly string[] {
  const left = grants.flatMap((grant) => {
    const heir = lastOf(grant.authority);
    return heir === undefined || heir === grant.authority ? [] : [{ grant, heir }];
  });
  return left.flatMap(({ grant, heir }, index) => {
    if (grants.some((own) => own.authority === heir && areRivals(own, grant))) return [];
    const other = left
      .slice(0, index)
      .find((each) => each.heir === heir && areRivals(each.grant, grant) && !sayTheSame(each.grant, grant));
    return other === undefined
      ? []
      : [
          `/grants/${grant.id}: meets ${other.grant.id} at ${heir}, and says something else: give ${heir} a grant of its own`,
        ];
  });
}

const sayTheSame = (a: Entry, b: Entry): boolean => contentOf(a) === contentOf(b);

const contentOf = ({ fields, ground, ...rest }: Entry): string =>
  JSON.stringify([
    fields.toSorted((a, b) => a.localeCompare(b)),
    ground.kind,
    ground.legalBasis,
    'subjectKinds' in rest ? rest.subjectKinds.toSorted((a, b) => a.localeCompare(b)) : [],
    'eventTypes' in rest ? rest.eventTypes.toSorted((a, b) => a.localeCompare(b)) : [],
  ]);
