export { ActingForDto, OptionalActingFor } from './acting-for.dto.ts';
export { RepresentationModule } from './representation.module.ts';
export { type ActingFor, endsWithMinority } from './representation.rules.ts';
export { type Represented, Representations } from './representations.service.ts';
