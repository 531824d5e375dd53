import type { GrantEntry, PolicyFile } from './policy.schema.ts';

/** What is wrong with what a policy's grants say of the preview. */
export const previewFaults = ({ grants }: PolicyFile): readonly string[] =>
  grants.flatMap((grant) => faultsOf(grant).map((fault) => `/grants/${grant.id}: ${fault}`));

function faultsOf({ ground, preview, socialData }: GrantEntry): readonly string[] {
  const onChoice = ground.kind === 'CHOICE';
  return [
    ...(preview && !onChoice ? ['says that a preview is not possible, and rests on no choice'] : []),
    ...(preview && socialData ? ['social data are previewed without exception (SGB X §67f(4))'] : []),
    ...(onChoice && namesSocialLaw(ground.legalBasis) && !socialData
      ? ['rests on SGB X and is not marked as socialData']
      : []),
  ];
}

const namesSocialLaw = (legalBasis: string): boolean =>
  legalBasis.split(';').some((norm) => norm.trim().startsWith('SGB X '));
