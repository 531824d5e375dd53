import { readdirSync, readFileSync } from 'node:fs';
import type { RegisterName, SubjectKind } from '#libs/contracts';
import { evidenceTypeFaults } from './evidence-type.schema.ts';

/** A text in the languages the exchange speaks. */
export interface Localised {
  readonly de: string;
  readonly en: string;
}

/** A named field set that authorities may ask for; never a free choice of fields (domain §5.1, "Request design"). */
export interface EvidenceType {
  readonly id: string;
  readonly version: number;
  readonly title: Localised;
  readonly register: RegisterName;
  readonly subjectKinds: readonly SubjectKind[];
  /** EGovG §5(4): the IDNr normally goes together with the birth date, for validation. */
  readonly birthDateRequired: boolean;
  /** How long an answer may be relied on without asking again, ISO 8601 duration. */
  readonly validFor: string;
  /** On which law the register transmits this; the ground of a single lookup is in its grant. */
  readonly legalBasis: readonly string[];
  /** Leaf paths of the register's field catalogue with their titles. */
  readonly fields: Readonly<Record<string, Localised>>;
  /** JSON Schema 2020-12 of the evidence object; no member is required because a grant may be narrower. */
  readonly schema: object;
}

/** Injection token of {@link EvidenceTypes}. */
export const EVIDENCE_TYPES = Symbol('EVIDENCE_TYPES');
export type EvidenceTypes = ReadonlyMap<string, EvidenceType>;

const folder = new URL('../../data/evidence-types/', import.meta.url);

/** A catalogue that cannot be used; names every file at fault. Ends the start. */
export class EvidenceTypesUnusable extends Error {
  constructor(faults: readonly string[]) {
    super(`Evidence types cannot be used:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
  }
}

/** Reads and checks every evidence type; throws {@link EvidenceTypesUnusable}. */
export function loadEvidenceTypes(from: URL = folder): EvidenceTypes {
  const faults: string[] = [];
  const types = new Map<string, EvidenceType>();
  for (const file of readdirSync(from).toSorted()) {
    const type: unknown = JSON.parse(readFileSync(new URL(file, from), 'utf8'));
    const found = evidenceTypeFaults(type);
    faults.push(...found.map((fault) => `${file}: ${fault}`));
    if (found.length > 0) continue;
    const { id } = type as EvidenceType;
    if (file !== `${id}.json`) faults.push(`${file}: is named differently from its id`);
    types.set(id, type as EvidenceType);
  }
  if (faults.length > 0) throw new EvidenceTypesUnusable(faults);
  return types;
}
