import type { RequestState } from './request.dto.ts';
import { RequestDecided, RequestExpired, RequestUnknown } from './request.errors.ts';
import type { StoredItem, StoredRequest } from './request.store.ts';

export const itemState = ({ state }: Pick<StoredItem, 'state'>, expired: boolean): RequestState =>
  state === 'OPEN' && expired ? 'EXPIRED' : state;

/** Open while anything is; then used where anything was, and declined where everything was. */
export function requestState({ items, expired }: Pick<StoredRequest, 'items' | 'expired'>): RequestState {
  const states = items.map((item) => itemState(item, expired));
  const first = (['OPEN', 'USED', 'EXPIRED'] as const).find((state) => states.includes(state));
  return first ?? 'DECLINED';
}

/** When it became what its authority is told of it; nothing where it is as it was opened. */
export function changedAt({
  items,
  expired,
  expiresAt,
  decidedAt,
}: Pick<StoredRequest, 'items' | 'expired' | 'expiresAt' | 'decidedAt'>): Date | undefined {
  const ended = expired && items.some(({ state }) => state === 'OPEN') ? expiresAt : undefined;
  if (decidedAt === null) return ended;
  return ended === undefined || decidedAt > ended ? decidedAt : ended;
}

/** The request that a preview answers: of this citizen, and open. @throws RequestUnknown, RequestExpired */
export function answerable(found: StoredRequest | undefined): StoredRequest {
  if (found === undefined) throw new RequestUnknown();
  if (found.expired) throw new RequestExpired();
  return found;
}

/** What it asks for of this evidence type. @throws RequestUnknown, RequestDecided */
export function openItem({ items }: StoredRequest, evidenceType: string): StoredItem {
  const item = items.find((each) => each.evidenceType === evidenceType);
  if (item === undefined) throw new RequestUnknown();
  if (item.state !== 'OPEN') throw new RequestDecided();
  return item;
}
