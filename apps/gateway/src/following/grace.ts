/** Days after the last day on which what came before can still be fetched; nothing new is added. */
export const GRACE_DAYS = 7;

/** SQL: whether subscription `s` still tells what is in its feed. */
export const tells = `(s.ended_at is null and s.valid_until + interval '${GRACE_DAYS} days' > clock_timestamp())`;
