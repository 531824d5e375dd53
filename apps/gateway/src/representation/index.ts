export { ActingForDto, OptionalActingFor } from './acting-for.dto.ts';
export { RepresentationApart, RepresentationJoint } from './representation.errors.ts';
export { RepresentationModule } from './representation.module.ts';
export { type ActingFor, endsWith, isJoint } from './representation.rules.ts';
export { type Represented, Representations } from './representations.service.ts';
