import { readFileSync } from 'node:fs';
import type { EvidenceTypes } from '../evidence-types/index.ts';
import type { GrantEntry, PolicyFile } from './policy.schema.ts';

interface IdnrNorm {
  /** As legal bases begin with it, e.g. `AO §139b(2)`. */
  readonly norm: string;
  readonly allows: string;
}

/** The rules of law that let an authority use the IDNr of a person who did not ask it to. */
const idnrNorms = JSON.parse(
  readFileSync(new URL('../../data/idnr-norms.json', import.meta.url), 'utf8'),
) as readonly IdnrNorm[];

/** What is wrong with how a policy's grants let subjects be named. */
export function subjectKindFaults({ grants }: PolicyFile, types: EvidenceTypes): readonly string[] {
  return grants.flatMap((grant) => {
    const { id, evidenceType, subjectKinds } = grant;
    const type = types.get(evidenceType);
    const foreign = type ? subjectKinds.filter((kind) => !type.subjectKinds.includes(kind)) : [];
    return [
      ...foreign.map((kind) => `/grants/${id}: ${evidenceType} is not asked for by ${kind}`),
      ...(needsNorm(grant) && !namesNorm(grant) ? [`/grants/${id}: ${idnrWithoutNorm}`] : []),
      ...(searchesOnWill(grant) ? [`/grants/${id}: ${searchOnWill}`] : []),
    ];
  });
}

/** The number serves the applicant's own evidence (EGovG §5(4), SGB X §67f(3)); on statute BMG §38(1) has other keys. */
const needsNorm = ({ ground, subjectKinds }: GrantEntry): boolean =>
  ground.kind === 'STATUTE' && subjectKinds.includes('idnr');

/** Who chose or consented is named by IDNr in the record of it, which a search never equals. */
const searchesOnWill = ({ ground, subjectKinds }: GrantEntry): boolean =>
  ground.kind !== 'STATUTE' && subjectKinds.includes('person');

/** A legal basis lists its norms one after the other, with semicolons between. */
const namesNorm = ({ ground }: GrantEntry): boolean =>
  ground.legalBasis.split(';').some((part) => idnrNorms.some(({ norm }) => isOf(part.trim(), norm)));

const isOf = (part: string, norm: string): boolean => part === norm || part.startsWith(`${norm} `);

const idnrWithoutNorm =
  'asks by IDNr on statute, and its legal basis begins with no norm of data/idnr-norms.json that allows the number';
const searchOnWill = "searches by person on the person's own will, which names the person by IDNr";
