export { ActingForDto, OptionalActingFor } from './acting-for.dto.ts';
export { RepresentationModule } from './representation.module.ts';
export { type ActingFor, endsWith } from './representation.rules.ts';
export { type Represented, Representations } from './representations.service.ts';
