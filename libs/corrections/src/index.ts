export { correctEvent, type Corrected, type Correction, sha256Under } from './correct-event.ts';
export type { Change, Seen } from './changes.ts';
export {
  type CorrectionFault,
  isTransform,
  MOST_OPERATIONS,
  operations,
  type PatchOperation,
  type PatchValue,
  type Transform,
  transformKinds,
} from './transform.ts';
export { namedTransforms, type TransformName } from './named-transforms.ts';
export { schemaOfType, type SchemaFault } from './event-schema.ts';
export { faultsOfTransform } from './transform.rules.ts';
