export {
  type IdentifierKind,
  identifierKinds,
  parserOf,
  readSubject,
  type Subject,
} from './subject.rules.ts';
export { SubjectForeign } from './subject.errors.ts';
export { SubjectPseudonyms } from './subject-pseudonyms.service.ts';
export { SubjectsConfig } from './subjects.config.ts';
export { SubjectsModule } from './subjects.module.ts';
