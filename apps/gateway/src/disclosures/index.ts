export {
  DisclosureReportDto,
  type ReportAbout,
  reportAbouts,
  type ReportOutcome,
  reportOutcomes,
  type ReportState,
  reportStates,
} from './disclosure.dto.ts';
export { DisclosureUnknown } from './disclosure.errors.ts';
export { toReport } from './disclosure.rules.ts';
export { DisclosureStore, type OwnDisclosure } from './disclosure.store.ts';
export { DisclosuresModule } from './disclosures.module.ts';
