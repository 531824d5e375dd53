import type { AppName } from '../local/apps.ts';

/** What the fuzzer does not try, or not judge, and why. Nothing is excluded anywhere else. */
export interface Exclusion {
  readonly app: AppName | 'every';
  /** Operation id, or the name of one of schemathesis' checks. */
  readonly what: string;
  readonly kind: 'operation' | 'check';
  readonly reason: string;
}

export const exclusions: readonly Exclusion[] = [];
