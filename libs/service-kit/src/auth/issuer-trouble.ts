import { Logger } from '@nestjs/common';
import { Unready } from '../errors/index.ts';
import type { TokenConfig } from './token.config.ts';

export type IssuerSetting = 'ISSUER_URL' | 'JWKS_URL';

/** Which setting says where the keys are. */
export const keysSetting = ({ jwksUrl }: Pick<TokenConfig, 'jwksUrl'>): IssuerSetting =>
  jwksUrl === undefined ? 'ISSUER_URL' : 'JWKS_URL';

/** Why tokens are refused, though no caller did anything wrong: one sentence, with the setting to look at. */
export class IssuerTrouble extends Unready {
  override readonly name = 'IssuerTrouble';
}

/** How long one token with another issuer's name counts where no other token comes. */
const NAME_COUNTS_MS = 60_000;

type Kind = 'keys' | 'clock' | 'name';

/** What is wrong with the issuer now; said in the log when it begins, changes and ends. */
export class IssuerTroubles {
  private readonly log = new Logger('Issuer');
  private readonly found = new Map<Kind, { readonly trouble: IssuerTrouble; readonly atMs: number }>();

  add(kind: Kind, trouble: IssuerTrouble): void {
    const known = this.found.get(kind)?.trouble.message;
    this.found.set(kind, { trouble, atMs: performance.now() });
    if (known !== trouble.message) this.log.error({ msg: trouble.message });
  }

  clear(kind: Kind): void {
    const known = this.found.get(kind);
    if (known === undefined) return;
    this.found.delete(kind);
    this.log.log({ msg: 'the issuer is as it should be again', was: known.trouble.message });
  }

  get current(): IssuerTrouble | undefined {
    const name = this.found.get('name');
    if (name !== undefined && performance.now() - name.atMs > NAME_COUNTS_MS) this.clear('name');
    return [...this.found.values()][0]?.trouble;
  }
}
