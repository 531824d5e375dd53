import { AgainDelivery } from './again-delivery.ts';
import { CallbackTurn, type TurnParts } from './callback-turn.ts';
import { LaneDelivery } from './lane-delivery.ts';
import type { Lease } from './lease.store.ts';

/** Of each kind, looked at in one turn; the rest waits for the next. */
const MOST = 50;

/**
 * One turn of one callback, under its lease: single redeliveries first, then every due subscription, one request at a
 * time. Before each attempt the lease is renewed and the event decided anew, so a withdrawal between two attempts stops
 * the second; nothing of an event is kept for a retry. A turn that ends in a fault keeps its lease until it runs out.
 */
export async function serveCallback(parts: TurnParts, lease: Lease, stopping: AbortSignal): Promise<void> {
  const turn = new CallbackTurn(parts, lease, stopping);
  try {
    await deliverAll(turn);
  } finally {
    await turn.line.close();
  }
  await parts.leases.release(lease);
}

async function deliverAll(turn: CallbackTurn): Promise<void> {
  const { leases } = turn.parts;
  const again = new AgainDelivery(turn);
  for (const request of await leases.dueAgain(turn.lease, MOST)) {
    if ((await again.deliver(request)) === 'stop') return;
  }
  const lanes = new LaneDelivery(turn);
  for (const lane of await leases.dueLanes(turn.lease, MOST)) {
    if ((await lanes.drain(lane)) === 'stop') return;
  }
}
