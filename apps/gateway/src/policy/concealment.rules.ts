import type { PolicyFile } from './policy.schema.ts';

/**
 * What is wrong with authorities whose retrievals are concealed from the persons concerned (BMG §11). What rests on a
 * person's own will cannot be: the record of it and its uses tell of the retrieval. Nor may what was concealed become a
 * successor's that is not. Pure.
 */
export function concealmentFaults(policy: PolicyFile): readonly string[] {
  const concealed = new Set(
    policy.authorities.flatMap((each) => (each.concealed === undefined ? [] : [each.id])),
  );
  const grants = [...policy.grants, ...(policy.eventGrants ?? [])];
  return [
    ...grants
      .filter(({ authority, ground }) => concealed.has(authority) && ground.kind !== 'STATUTE')
      .map(({ id }) => `/grants/${id}: rests on a person's will, and its authority is concealed`),
    ...policy.authorities
      .filter(
        ({ id, successor }) => concealed.has(id) && successor !== undefined && !concealed.has(successor),
      )
      .map(({ id }) => `/authorities/${id}: is concealed, and its successor is not`),
  ];
}
