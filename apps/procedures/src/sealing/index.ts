export {
  type Binding,
  type ContentSeal,
  ContentSeals,
  SealBroken,
  type WrappedKey,
} from './content-seals.ts';
export { rewrapping } from './rewrapping.ts';
export { SealingConfig } from './sealing.config.ts';
export { SealingModule } from './sealing.module.ts';
