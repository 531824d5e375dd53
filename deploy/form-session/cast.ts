import { LocalFailure } from '#libs/local-services';
import type { Audience } from '../local/demo-clients.ts';
import type { Endpoints } from '../local/endpoints.ts';
import { Refused, sendJson } from '../local/http-json.ts';
import { tokenOf } from '../local/token-of.ts';

/** Who applies. */
export const citizen = 'anna';
/** Who works on what is handed in, by authority. */
export const clerks: Readonly<Record<string, string>> = {
  'strassenverkehr-hannover': 'petra',
  'zulassung-landeshauptstadt-hannover': 'ines',
  'gewerbeamt-hannover': 'greta',
};
/** Officer of the vehicles register, with a login of her own. */
export const officer = 'viola';

export interface Call {
  readonly method?: 'GET' | 'POST' | 'PUT';
  readonly body?: object;
  readonly headers?: Readonly<Record<string, string>>;
}

const WAIT_MS = 60_000;
const PAUSE_MS = 300;

/** Who calls which service in the session, each with a token of their own. */
export class Cast {
  constructor(readonly endpoints: Endpoints) {}

  get person() {
    const { idnr, birthDate, plate = '' } = this.endpoints.citizens[citizen]!;
    return { applicant: { idnr, birthDate }, plate };
  }

  /** @throws Refused where the answer is no good one */
  async call<T>(name: string, service: Audience, path: string, call: Call = {}): Promise<T> {
    const { body, method = body ? 'POST' : 'GET', headers = {} } = call;
    const token = await tokenOf(this.endpoints, name, undefined, service);
    const url = this.endpoints.apps[service] + path;
    return sendJson<T>({ method, url, token, headers, ...(body && { body }) });
  }

  /** Asks until the answer is as it has to be. */
  async until<T>(what: string, ask: () => Promise<T>, isSo: (answer: T) => boolean): Promise<T> {
    const end = Date.now() + WAIT_MS;
    for (;;) {
      const answer = await ask();
      if (isSo(answer)) return answer;
      if (Date.now() > end) throw new LocalFailure(`It took more than a minute until ${what}.`);
      await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
    }
  }
}

/** What a service refused, as a value. */
export const codeOf = (error: unknown): string => {
  if (error instanceof Refused) return /"code":"([a-z-]+)"/.exec(error.message)?.[1] ?? String(error.status);
  throw error;
};
