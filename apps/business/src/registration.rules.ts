import { euidOf, parseRegisterNumber, problemCodeOf, registerCourtName } from '#libs/identifiers';
import { refuseFaults, type Values } from '#libs/register-kit';
import { RequestInvalid } from '#libs/service-kit';
import { impossibleDays } from './company-days.rules.ts';
import type { RegisterEntry } from './company-parts.ts';
import type { Company } from './company.entity.ts';
import type { RegisterCompanyDto } from './register-company.dto.ts';
import type { RegisterEntryDto } from './register-entry.dto.ts';

const optional = [
  'successor',
  'widnr',
  'lei',
  'administrativeName',
  'legalForm',
  'businessAddress',
  'administrativeAddress',
  'mainActivity',
  'accidentInsuranceNumber',
  'representationRule',
  'purpose',
  'capital',
  'articlesDate',
  'endedOn',
  'source',
] as const;

const lists = [
  'formerEuids',
  'previousNames',
  'establishmentNumbers',
  'officers',
  'proxies',
  'limitedPartners',
  'statusEvents',
  'entries',
] as const;

/**
 * The values of a new record. @throws RequestInvalid where court and number yield no EUID, or days cannot be
 * @param today local day, `YYYY-MM-DD`
 */
export function companyOf(body: RegisterCompanyDto, today: string): Values<Company> {
  refuseFaults(impossibleDays(body, today));
  const { ground: _ground, effectiveOn: _effectiveOn, register, ...given } = body;
  const { euid, entry } = entered(register);
  return {
    ...given,
    ...(filled(body, optional, null) as Pick<Company, (typeof optional)[number]>),
    ...(filled(body, lists, []) as unknown as Pick<Company, (typeof lists)[number]>),
    firstEuid: euid,
    euid,
    register: entry,
  };
}

/** Register entry and EUID of a court and a number (HGB §9b). @throws RequestInvalid */
export function entered(given: RegisterEntryDto): { readonly euid: string; readonly entry: RegisterEntry } {
  const euid = euidOf(given.courtCode, given.registerNumber);
  const number = parseRegisterNumber(given.registerNumber);
  if (!euid.ok) throw invalid(problemCodeOf(euid.code), euid.explanation);
  if (!number.ok) throw invalid(problemCodeOf(number.code), number.explanation);
  const { section, number: digits, placeMark } = number.value;
  const court = given.court ?? registerCourtName(given.courtCode);
  return {
    euid: euid.value.text,
    entry: {
      courtCode: given.courtCode,
      ...(court === undefined ? {} : { court }),
      section,
      number: digits,
      ...(placeMark === undefined ? {} : { placeMark }),
      ...(given.formerCourtCode ? { formerCourtCode: given.formerCourtCode } : {}),
    },
  };
}

const filled = (body: RegisterCompanyDto, members: readonly (keyof RegisterCompanyDto)[], absent: unknown) =>
  Object.fromEntries(members.map((member) => [member, body[member] ?? absent]));

const invalid = (code: ReturnType<typeof problemCodeOf>, detail: string): RequestInvalid =>
  new RequestInvalid([{ pointer: '/register/registerNumber', code, detail }]);
