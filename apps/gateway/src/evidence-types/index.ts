export {
  EVIDENCE_TYPES,
  type EvidenceType,
  type EvidenceTypes,
  loadEvidenceTypes,
  type Localised,
} from './evidence-type.catalogue.ts';
export { EvidenceFieldDto, LocalisedDto } from './evidence-type.dto.ts';
export { createAjv } from './evidence-type.schema.ts';
export { EvidenceTypesModule } from './evidence-types.module.ts';
export { ownDataOf, type OwnDataType, ownDataType } from './own-data.ts';
