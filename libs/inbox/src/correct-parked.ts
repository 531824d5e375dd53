import { correctEvent, type Corrected, isTransform, sha256Under } from '#libs/corrections';
import type { CorrectData } from '#libs/contracts';
import { correctedSql, notCorrectedSql, toCorrectSql } from './inbox.sql.ts';
import type { InboxStore } from './inbox.store.ts';

interface ToCorrect {
  readonly id: string | number;
  readonly type: string;
  readonly payload: Buffer;
  readonly correctionId: string | null;
  readonly isLate: boolean;
  readonly isUntold: boolean;
}

/**
 * Replaces what is parked of one event, and keeps what it was. What is no longer parked stays as it is, and its
 * announcement tells so. What is not what was approved stays as well, or what comes too late, and that is announced.
 * @throws EarlierOneUntold for a moment: of two corrections none is passed over in silence
 */
export function correctParked(store: InboxStore, id: string, data: CorrectData): Promise<void> {
  const { key, eventId, replayId = '', notAfter = null } = data;
  return store.transaction(async (manager) => {
    await manager.query('select inbox_claim($1, $2, $3, $4)', [store.group, key, eventId, replayId]);
    const named = [store.group, eventId, replayId, key, notAfter];
    const [parked] = await manager.query<ToCorrect[]>(toCorrectSql, named);
    if (!parked || parked.correctionId === id) return;
    if (parked.isUntold) throw new EarlierOneUntold();
    const corrected = parked.isLate ? undefined : approvedOf(parked, data);
    if (corrected === undefined) await manager.query(notCorrectedSql, [parked.id, id]);
    else {
      const { transform, requestedBy, approvedBy } = data;
      const { payload } = corrected;
      await manager.query(correctedSql, [parked.id, id, payload, transform, requestedBy, approvedBy]);
    }
  });
}

class EarlierOneUntold extends Error {
  override readonly name = 'EarlierOneUntold';
}

/** What was approved, computed once more; nothing where what is parked, or what this release makes of it, is something else. */
function approvedOf(
  { payload, type }: ToCorrect,
  { eventId, transform, secret, originalSha256, correctedSha256 }: CorrectData,
): Corrected | undefined {
  if (secret === undefined || sha256Under(secret, payload) !== originalSha256) return undefined;
  if (!isTransform(transform)) return undefined;
  const correction = correctEvent(payload, transform, { id: eventId, type }, secret);
  return correction.ok && correction.corrected.correctedSha256 === correctedSha256
    ? correction.corrected
    : undefined;
}
