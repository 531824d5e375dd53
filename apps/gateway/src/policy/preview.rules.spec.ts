import { aGrant, aPolicy } from './policy.builder.ts';
import type { GrantEntry } from './policy.schema.ts';
import { previewFaults } from './preview.rules.ts';

const { preview, ...previewed } = aGrant();
const social = { ground: { kind: 'CHOICE', legalBasis: 'WoGG §23(1); SGB X §67f' } } as const;
const onConsent = { kind: 'CONSENT', legalBasis: 'BEEG §25' } as const;

it.each<[string, GrantEntry, string | undefined]>([
  ['a choice with a preview', previewed, undefined],
  ['a choice whose evidence cannot come at once', { ...previewed, preview: preview! }, undefined],
  [
    'a consent that is said to have no preview',
    { ...previewed, ground: onConsent, preview: preview! },
    'no choice',
  ],
  ['social data with a preview', { ...previewed, ...social, socialData: true }, undefined],
  [
    'social data without a preview',
    { ...previewed, ...social, socialData: true, preview: preview! },
    'without exception',
  ],
  ['social data that are not marked', { ...previewed, ...social }, 'not marked'],
])('judges a grant: %s', (_story, grant, fault) => {
  const faults = previewFaults(aPolicy({ grants: [grant] }));
  expect(faults).toEqual(fault === undefined ? [] : [expect.stringContaining(fault)]);
});
