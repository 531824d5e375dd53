export {
  type Binding,
  type ContentSeal,
  ContentSeals,
  SealBroken,
  type WrappedKey,
} from './content-seals.ts';
export { rewrapping } from './rewrapping.ts';
export { contentKeys, SealingConfig } from './sealing.config.ts';
export { CONTENT_KEYS, SealingModule } from './sealing.module.ts';
