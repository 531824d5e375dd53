import { IsUrl, Matches } from 'class-validator';
import { pseudonymKeyForm, Setting } from '#libs/service-kit';

const plainUrl = { require_tld: false, require_protocol: true, protocols: ['http', 'https'] };

/** What the reactions to other registers' events need beside the client's own credentials. */
export class ReactionsConfig {
  @Setting('EVENT_PSEUDONYM_KEY of the residents register: recognises holders in its events.', {
    secret: true,
  })
  @Matches(pseudonymKeyForm.pattern, { message: pseudonymKeyForm.message })
  readonly residentsEventKey!: string;

  @Setting('Internal door of the gateway (its INTERNAL_URL), through which other registers are asked.')
  @IsUrl(plainUrl)
  readonly gatewayUrl!: string;

  @Setting('PUBLIC_URL of the gateway, which is the audience of the tokens for it.')
  @IsUrl(plainUrl)
  readonly gatewayAudience!: string;
}
