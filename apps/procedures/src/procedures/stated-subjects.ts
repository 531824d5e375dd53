import {
  euidOf,
  normaliseEuid,
  normalisePlate,
  normaliseRegisterCourt,
  normaliseRegisterNumber,
  parseEuid,
  parsePlate,
} from '#libs/identifiers';
import type { Application } from './procedure.ts';
import type { ReleasedValues } from './released-values.ts';
import type { RuleTexts } from './rule-texts.ts';

/** Fields of the forms. */
const PLATE = 'plate';
const COURT = 'registerCourt';
const NUMBER = 'registerNumber';

/** Whether the vehicle that was released is the one that was typed; nothing where either of them has no plate. */
export function isStatedVehicle(
  { statements }: Application,
  vehicle: ReleasedValues | undefined,
): boolean | undefined {
  const [stated, released] = [statements[PLATE] ?? '', vehicle?.text('plate') ?? ''].map(plateOf);
  return stated === undefined || released === undefined ? undefined : stated === released;
}

/** The same of the company, by court and number. */
export function isStatedCompany(
  { statements }: Application,
  company: ReleasedValues | undefined,
): boolean | undefined {
  const court = normaliseRegisterCourt(statements[COURT] ?? '');
  const stated = euidOf(court, normaliseRegisterNumber(statements[NUMBER] ?? ''));
  const released = parseEuid(normaliseEuid(company?.text('euid') ?? ''));
  return stated.ok && released.ok ? stated.value.text === released.value.text : undefined;
}

function plateOf(text: string): string | undefined {
  const read = parsePlate(normalisePlate(text));
  return read.ok ? read.value.text : undefined;
}

export const statedVehicle = (ground: string): RuleTexts => ({
  rule: 'vehicle-is-stated',
  title: { de: 'Der Nachweis betrifft das angegebene Fahrzeug', en: 'The evidence is of the stated vehicle' },
  ground,
  yes: { de: 'Die Kennzeichen stimmen überein.', en: 'The plates agree.' },
  no: { de: 'Der Nachweis betrifft ein anderes Fahrzeug.', en: 'The evidence is of another vehicle.' },
});

export const statedCompany = (ground: string): RuleTexts => ({
  rule: 'company-is-stated',
  title: { de: 'Der Nachweis betrifft die angegebene Firma', en: 'The evidence is of the stated company' },
  ground,
  yes: { de: 'Gericht und Nummer stimmen überein.', en: 'Court and number agree.' },
  no: { de: 'Der Nachweis betrifft eine andere Firma.', en: 'The evidence is of another company.' },
});
