import { aGrant, aPolicy } from './policy.builder.ts';
import type { GrantEntry } from './policy.schema.ts';
import { previewFaults } from './preview.rules.ts';

const { preview, ...previewed } = aGrant();
const social = { ground: { kind: 'CHOICE', legalBasis: 'WoGG §23(1); SGB X §67f' } } as const;
const onConsent = { kind: 'CONSENT', legalBasis: 'BEEG §25' } as const;

it.each<[string, GrantEntry, readonly string[]]>([
  ['a choice with a preview', previewed, []],
  ['a choice whose evidence cannot come at once', { ...previewed, preview: preview! }, []],
  [
    'a consent that is said to have no preview',
    { ...previewed, ground: onConsent, preview: preview! },
    ['says that a preview is not possible, and rests on no choice'],
  ],
  ['social data with a preview', { ...previewed, ...social, socialData: true }, []],
  [
    'social data without a preview',
    { ...previewed, ...social, socialData: true, preview: preview! },
    ['social data are previewed without exception (SGB X §67f(4))'],
  ],
  [
    'social data that are not marked',
    { ...previewed, ...social },
    ['rests on SGB X and is not marked as socialData'],
  ],
])('judges a grant: %s', (_story, grant, faults) => {
  const found = previewFaults(aPolicy({ grants: [grant] }));
  expect(found).toEqual(faults.map((fault) => `/grants/by-choice: ${fault}`));
});
