import type { Gateway } from '#libs/client';

/** A value that a register told, as a page shows it. */
export interface ToldValue {
  readonly path: string;
  readonly title: Gateway.Localised;
  readonly value: unknown;
  readonly provenance?: Gateway.Provenance;
}

const within = (evidence: unknown, path: string): unknown =>
  path
    .split('.')
    .reduce<unknown>(
      (value, key) =>
        typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined,
      evidence,
    );

/** What was told of these fields, in their order; what the register does not hold is left out. */
export const toldValues = (
  fields: readonly Gateway.EvidenceField[],
  { evidence, provenance }: Pick<Gateway.Content, 'evidence' | 'provenance'>,
): readonly ToldValue[] =>
  fields.flatMap(({ path, title }) => {
    const value = within(evidence, path);
    const from = provenance?.[path];
    return value === undefined || value === null
      ? []
      : [{ path, title, value, ...(from && { provenance: from }) }];
  });
