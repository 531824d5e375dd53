import { parseDay } from '#libs/identifiers';
import { ImportLineUnreadable } from '#libs/register-kit';
import { addressFrom } from './offeneregister-address.rules.ts';
import { legalFormFrom } from './legal-form.rules.ts';
import type { CompanyStatus, FormerEuid, Successor } from './company-parts.ts';

/*
 * Lines of OffeneRegister.de (bulk data of 2019, CC BY 4.0). What cannot be told from a line stays absent; nothing is
 * guessed but the legal form, which the law makes part of the name.
 */

const GROUND = 'OffeneRegister.de, announcements of the register courts (CC BY 4.0)';

const statuses: Readonly<Record<string, CompanyStatus>> = {
  'currently registered': 'ACTIVE',
  removed: 'DELETED',
};

type Json = Readonly<Record<string, unknown>>;

/** One line as the body of the act "register". @throws ImportLineUnreadable */
export function companyFromOffeneRegister(line: unknown): unknown {
  const company = objectOf(line, 'The line is not a JSON object.');
  const attributes = objectOf(company['all_attributes'], 'all_attributes is missing.');
  if (company['jurisdiction_code'] !== 'de') throw new ImportLineUnreadable('jurisdiction_code is not "de".');
  const number = companyNumberFrom(textOf(company['company_number'], 'company_number'));
  refuseContradiction(number, attributes);
  const status = statuses[textOf(company['current_status'], 'current_status')];
  if (!status) throw new ImportLineUnreadable('current_status is not one of the known ones.');
  const name = textOf(company['name'], 'name');
  const retrievedOn = textOf(company['retrieved_at'], 'retrieved_at').slice(0, 10);
  const registrar = textIn(attributes, 'registrar');
  return {
    ground: GROUND,
    effectiveOn: retrievedOn,
    register: {
      courtCode: number.courtCode,
      ...(registrar !== '' && { court: `Amtsgericht ${registrar}` }),
      registerNumber: number.registerNumber,
      ...(number.formerCourtCode !== undefined && { formerCourtCode: number.formerCourtCode }),
    },
    ...moves(company['subsequent_registrations'], number.euid),
    legalName: name,
    previousNames: previousNames(company['previous_names']),
    legalForm: legalFormFrom(name, number.section) ?? null,
    seat: { place: textOf(attributes['registered_office'], 'all_attributes.registered_office') },
    businessAddress: address(company['registered_address']),
    status,
    source: { register: 'OffeneRegister.de', reportedOn: retrievedOn },
  };
}

export interface CompanyNumber {
  readonly courtCode: string;
  readonly formerCourtCode?: string;
  readonly section: string;
  readonly registerNumber: string;
  readonly euid: string;
}

const numberForm =
  /^([A-Z]\d{4}[RV]?)_(?:([A-Z]\d{4}[RV]?)_)?(HRA|HRB|GnR|GsR|PR|VR)(\d{1,6})([A-ZÄÖÜ]{1,4})?$/;

/**
 * `<court>_<section><number>`, or `<court>_<former court>_<section><number>` where the number was given by a court
 * whose register another took over ("Marburg früher Biedenkopf"). Rule: the first court keeps the entry, so it makes
 * the EUID; the second is kept beside it, unless it is the same. Two former courts may have given the same number; a
 * second company under one EUID is then reported, not merged (`record-exists`).
 */
export function companyNumberFrom(text: string): CompanyNumber {
  const match = numberForm.exec(text);
  if (!match) throw new ImportLineUnreadable('company_number has none of the known forms.');
  const [, courtCode = '', former, section = '', digits = '', mark] = match;
  const number = String(Number(digits));
  return {
    courtCode,
    ...(former !== undefined && former !== courtCode && { formerCourtCode: former }),
    section,
    registerNumber: [section, number, ...(mark ? [mark] : [])].join(' '),
    euid: `DE${courtCode}.${section}${number}${mark ?? ''}`,
  };
}

/** The line states section and number twice; where they differ, neither can be trusted. */
function refuseContradiction({ registerNumber }: CompanyNumber, attributes: Json): void {
  const [section, number] = registerNumber.split(' ');
  const { _registerArt: art, _registerNummer: digits } = attributes;
  if ((art === undefined || art === section) && (digits === undefined || Number(digits) === Number(number)))
    return;
  throw new ImportLineUnreadable('company_number contradicts _registerArt or _registerNummer.');
}

/** A move from another court to this one makes a former EUID, a move away from this one a successor. */
function moves(given: unknown, euid: string): { formerEuids: FormerEuid[]; successor: Successor | null } {
  const formerEuids: FormerEuid[] = [];
  let successor: Successor | null = null;
  for (const entry of objectsIn(given)) {
    const from = euidOfEntity(entry['previous_entity']);
    const to = euidOfEntity(entry['subsequent_entity']);
    const day = textIn(entry, 'start_date');
    const on = parseDay(day).ok ? day : null;
    if (to === euid && from !== undefined) formerEuids.push({ euid: from, until: on });
    if (from === euid && to !== undefined) successor = { euid: to, since: on };
  }
  return { formerEuids, successor };
}

function euidOfEntity(entity: unknown): string | undefined {
  const properties = (
    entity as { entity_properties?: { company_number?: unknown } | null } | null | undefined
  )?.entity_properties;
  const number = properties?.company_number;
  return typeof number === 'string' && numberForm.test(number) ? companyNumberFrom(number).euid : undefined;
}

function previousNames(given: unknown): string[] {
  return objectsIn(given)
    .map((entry) => textIn(entry, 'company_name'))
    .filter((name) => name !== '');
}

/** The objects of a list; lines of this source hold nulls and texts where objects are due. */
const objectsIn = (given: unknown): readonly Json[] =>
  (Array.isArray(given) ? given : []).filter(
    (entry): entry is Json => typeof entry === 'object' && entry !== null && !Array.isArray(entry),
  );

/** A text on one line; empty where there is none. */
const textIn = (object: Json, member: string): string => {
  const value = object[member];
  return typeof value === 'string' ? singleLine(value) : '';
};

const address = (given: unknown) =>
  typeof given === 'string' && given.trim() !== '' ? addressFrom(singleLine(given)) : null;

function objectOf(value: unknown, refusal: string): Json {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new ImportLineUnreadable(refusal);
  return value as Json;
}

function textOf(value: unknown, member: string): string {
  const text = typeof value === 'string' ? singleLine(value) : '';
  if (text === '') throw new ImportLineUnreadable(`${member} is missing or empty.`);
  return text;
}

const singleLine = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();
