import { Webhook } from 'standardwebhooks';

/** A delivery that nobody signed with these secrets, or not within the last five minutes. Answer it with 401 and forget it. */
export class NotGenuine extends Error {
  override readonly name = 'NotGenuine';

  constructor() {
    super('The delivery is not signed with a secret of this callback, or not now.');
  }
}

export interface Delivery<Event = unknown> {
  /** The same each time the message comes: do not work on it twice. */
  readonly id: string;
  readonly event: Event;
}

type Headers = Readonly<Record<string, string | string[] | undefined>>;

/**
 * Verifies a delivery (Standard Webhooks) before anything of it is believed.
 * @param body the very bytes that came
 * @param secrets `whsec_…`, all that are in use: two while one replaces the other
 */
export function readDelivery<Event = unknown>(
  { headers, body }: { readonly headers: Headers; readonly body: Uint8Array | string },
  secrets: readonly string[],
): Delivery<Event> {
  const text = typeof body === 'string' ? body : Buffer.from(body).toString('utf8');
  const signed: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers))
    if (typeof value === 'string') signed[name.toLowerCase()] = value;
  if (!secrets.some((secret) => isSigned(text, signed, secret))) throw new NotGenuine();
  return { id: signed['webhook-id']!, event: JSON.parse(text) as Event };
}

function isSigned(text: string, headers: Record<string, string>, secret: string): boolean {
  try {
    new Webhook(secret).verify(text, headers, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}
