import { hkdfSync, randomUUID } from 'node:crypto';
import type { Endpoints } from '../deploy/local/endpoints.ts';
import { type JsonRequest, send } from '../deploy/local/http-json.ts';
import {
  asker,
  previewRequest,
  registerTaker,
  type Shown,
  type Taker,
  takeRequest,
  useRequest,
} from '../deploy/local/parking-choice.ts';
import { tokenOf } from '../deploy/local/token-of.ts';

/** A preview as its citizen got it, and the key under which its release is taken. */
export interface Opened extends Shown {
  readonly login: string;
  readonly consentId: string;
  readonly tryKey: string;
  /** Which the office finds in the release. */
  readonly releaseId: string;
}

export interface Answer {
  readonly status: number;
  readonly code?: string;
  readonly release?: string;
  readonly evidence?: object;
}

/** The way of evidence on choice, over HTTP: a demo citizen's previews, and the parking office's releases. */
export class ReleaseWay {
  private readonly tokens = new Map<string, Promise<string>>();

  private constructor(
    private readonly endpoints: Endpoints,
    readonly taker: Taker,
  ) {}

  static async of(endpoints: Endpoints): Promise<ReleaseWay> {
    return new ReleaseWay(endpoints, await registerTaker(endpoints));
  }

  async shown(login: string, consentId: string, evidenceType?: string): Promise<Opened> {
    const request = previewRequest(this.endpoints, consentId, login, evidenceType);
    const { previews } = (await this.answerTo(login, request)) as unknown as { previews: readonly Shown[] };
    const shown = previews[0]!;
    const secret = hkdfSync('sha256', Buffer.from(shown.key, 'base64url'), '', 'release', 32);
    const releaseId = Buffer.from(secret).toString('base64url');
    return { ...shown, login, consentId, tryKey: randomUUID(), releaseId };
  }

  use(shown: Opened): Promise<Answer> {
    return this.answerTo(shown.login, useRequest(this.endpoints, shown));
  }

  decline({ id, login }: Opened): Promise<Answer> {
    const url = `${this.endpoints.apps.gateway}/v1/previews/${id}/decline`;
    return this.answerTo(login, { method: 'POST', url, body: {} });
  }

  take({ releaseId, tryKey }: Pick<Opened, 'releaseId' | 'tryKey'>, key = tryKey): Promise<Answer> {
    return this.answerTo(asker, takeRequest(this.endpoints, releaseId, key));
  }

  private async answerTo(name: string, request: Omit<JsonRequest, 'token'>): Promise<Answer> {
    const token = this.tokens.get(name) ?? tokenOf(this.endpoints, name);
    this.tokens.set(name, token);
    const response = await send({ ...request, token: await token });
    return { ...((await response.json()) as object), status: response.status };
  }
}
