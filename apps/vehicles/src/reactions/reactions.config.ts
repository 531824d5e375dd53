import { IsUrl, Matches } from 'class-validator';

/** What the reactions to other registers' events need beside the client's own credentials. */
export class ReactionsConfig {
  /** EVENT_PSEUDONYM_KEY of the residents register: recognises holders in its events. */
  @Matches(/^[A-Za-z0-9_-]{43}$/, {
    message: 'must be 32 random bytes in base64url (43 characters)',
  })
  readonly residentsEventKey!: string;

  /** Base URL of the gateway, where other registers are asked; also the audience of the tokens for it. */
  @IsUrl({ require_tld: false, require_protocol: true, protocols: ['http', 'https'] })
  readonly gatewayUrl!: string;
}
