/** A grant with event types is one on which events are delivered; without, one on which lookups are answered. */
export const eventGrants = `
alter table policy_grant add column event_types text[] check (cardinality(event_types) > 0);
`;
