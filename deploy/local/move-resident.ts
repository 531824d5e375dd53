import { LocalFailure } from '#libs/local-services';
import type { Endpoints } from './endpoints.ts';
import { sendJson } from './http-json.ts';
import { tokenOf } from './token-of.ts';

export interface Receipt {
  readonly id: string;
  readonly version: number;
  readonly changedFields: readonly string[];
  readonly eventId: string;
}

interface MoveRequest {
  readonly method: 'POST';
  readonly url: string;
  readonly body: object;
}

export async function moveResident(
  endpoints: Endpoints,
  login: string,
): Promise<{ receipt: Receipt; request: MoveRequest }> {
  throw new LocalFailure(
    `not yet ${login} ${String(endpoints.issuer)} ${String(sendJson)} ${String(tokenOf)}`,
  );
}
