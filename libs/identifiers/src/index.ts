export { parseAgs, normaliseAgs, type Ags } from './ags.ts';
export { normaliseChip, parseChip, type Chip } from './chip.ts';
export { counties, municipalityNames, plateDistricts, postcodeAreas } from './area-data.ts';
export type { County, PostcodeArea } from './area-data.ts';
export { isHistoricAgs, predecessorsOfAgs, successorOfAgs, successorOfCounty } from './area-history.ts';
export type { Period } from './area-history.ts';
export { agsOfArs, normaliseArs, parseArs, type Ars } from './ars.ts';
export { parseDay, parsePartialDate, termEnd, type Day, type PartialDate } from './day.ts';
export { euidOf, normaliseEuid, parseEuid, type Euid, type EuidText } from './euid.ts';
export {
  explain,
  identifierKinds,
  normaliseIdentifier,
  parseIdentifier,
  type IdentifierKind,
} from './identifier-kind.ts';
export * from './identifier-decorators.ts';
export { idnrFromBody, normaliseIdnr, parseIdnr, type Idnr, type IdnrOptions } from './idnr.ts';
export { dateOf, INSTANT, parseInstant, type Instant } from './instant.ts';
export { leiFromBody, normaliseLei, parseLei, type Lei } from './lei.ts';
export { checkDigit1110 } from './mod-11-10.ts';
export { checkDigits97 } from './mod-97.ts';
export {
  failureCodes,
  type Failure,
  type FailureCode,
  type Parsed,
  type Success,
  type Warning,
} from './parsed.ts';
export { plateCandidates } from './plate-candidates.ts';
export { formatSeason, parseSeason, type PlateSeason } from './plate-season.ts';
export { formatPlate, normalisePlate, parsePlate } from './plate.ts';
export type { Plate, PlateOptions, PlateText } from './plate.ts';
export { isAbroad, isLowerSaxonPostcode, normalisePostcode, parsePostcode } from './postcode.ts';
export { parsePostcodeOf, type Postcode } from './postcode.ts';
export { problemCodeOf, type IdentifierProblemCode } from './problem-code.ts';
export { normaliseRegisterCourt, parseRegisterCourt, registerCourtName } from './register-court.ts';
export type { RegisterCourt } from './register-court.ts';
export { normaliseRegisterNumber, parseRegisterNumber, registerSections } from './register-number.ts';
export type { RegisterNumber, RegisterNumberText, RegisterSection } from './register-number.ts';
export { isOlderVin, normaliseVin, northAmericanCheckDigit, parseVehicleNumber, parseVin } from './vin.ts';
export type { Vin } from './vin.ts';
export { normaliseWidnr, parseWidnr, widnrFromBody, type Widnr } from './widnr.ts';
export { IsWritten } from './is-written.decorator.ts';
export { parseWritten, type Writing } from './written-text.ts';
export { colognePhonetics, hasNameParts, liesWithin } from './free-search.ts';
export {
  searchEntries,
  searchOf,
  searchText,
  type RecordedPerson,
  type SearchedAddress,
  type SearchedPerson,
  type SearchEntry,
} from './person-search.ts';
export { isWholeDay, personMark, type NamedPerson } from './person-mark.ts';
export { searchForm, streetForm } from './search-form.ts';
export { isWorkingDay, termOfWorkingDays } from './working-days.ts';
export { subjectParsers, type SubjectParser, type SubjectParserName } from './subject-parsers.ts';
