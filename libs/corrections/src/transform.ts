import { namedTransforms, type TransformName } from './named-transforms.ts';

/**
 * Of RFC 6902. `move` and `copy` are left out: they would carry what stands in an event, which nobody has seen, to where it
 * was not.
 */
export const operations = ['add', 'remove', 'replace', 'test'] as const;
export const MOST_OPERATIONS = 50;

type Single = string | number | boolean | null;
export type PatchValue = Single | readonly Single[];

export interface PatchOperation {
  readonly op: (typeof operations)[number];
  /** JSON Pointer (RFC 6901) into the event. */
  readonly path: string;
  /** Of all but `remove`. */
  readonly value?: PatchValue;
}

export const transformKinds = ['json-patch', 'function'] as const;

/** How a parked event is to be corrected: a JSON Patch, or a function of this repository by its name. */
export type Transform =
  | { readonly kind: 'json-patch'; readonly patch: readonly PatchOperation[] }
  | { readonly kind: 'function'; readonly name: TransformName };

/** Whether a command names a transform that this release knows. */
export function isTransform(value: object): value is Transform {
  const { kind, patch, name } = value as Readonly<Record<string, unknown>>;
  if (kind === 'function') return namedTransforms.some((known) => known === name);
  return kind === 'json-patch' && Array.isArray(patch) && patch.every(isOperation);
}

function isOperation(value: unknown): boolean {
  const { op, path } = (value ?? {}) as Partial<PatchOperation>;
  return operations.some((known) => known === op) && typeof path === 'string';
}

/** One reason why a transform cannot be applied, and what to do. Holds no value of the event. */
export interface CorrectionFault {
  /** RFC 6901, into the transform; empty for all of it. */
  readonly pointer: string;
  readonly detail: string;
}
