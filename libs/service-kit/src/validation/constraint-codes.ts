import { type ErrorCode, errorCodes } from '#libs/contracts';

const known: ReadonlySet<string> = new Set(errorCodes);

/** The problem type that a decorator names, by its context or by being called like a code. */
export function codeOfMetadata(metadata: {
  readonly name?: string | undefined;
  readonly context?: unknown;
}): ErrorCode | undefined {
  const { code } = (metadata.context ?? {}) as { readonly code?: ErrorCode };
  if (code) return code;
  return metadata.name !== undefined && known.has(metadata.name) ? (metadata.name as ErrorCode) : undefined;
}
