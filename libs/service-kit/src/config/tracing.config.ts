import { IsIn, IsOptional, IsUrl, ValidateBy, type ValidationArguments } from 'class-validator';
import { unreadBeside } from './read-config.ts';
import { ContentUnusable, ReadText } from './read-json.decorator.ts';
import { Setting, settingsOf } from './setting.ts';

const collectorUrl = {
  require_tld: false,
  require_protocol: true,
  protocols: ['http', 'https'],
  disallow_auth: true,
};

function readShare(text: string): number {
  if (!/^\d(\.\d+)?(e-\d{1,2})?$/.test(text) || Number(text) > 1)
    throw new ContentUnusable('is no share; write a number from 0 to 1, such as 0.1');
  return Number(text);
}

const HEADERS = 'name=value, separated by commas, values percent-encoded';
const fieldName = /^[!#$%&'*+.^_`|~\w-]+$/;
/** What the request says of itself. */
const ownFields = /^(host|connection|content-.*|transfer-encoding|te|trailer|upgrade|expect|keep-alive)$/;

/** As W3C Baggage writes a list, without its properties. */
function readHeaders(text: string): Readonly<Record<string, string>> {
  const members = text.split(',').filter((member) => member.trim() !== '');
  return Object.fromEntries(members.map((member, index) => readHeader(member, `header ${index + 1}`)));
}

function readHeader(member: string, which: string): readonly [string, string] {
  const [name = '', ...rest] = member.split('=');
  const field = name.trim().toLowerCase();
  if (rest.length === 0 || !fieldName.test(field)) throw new ContentUnusable(`${which} is not ${HEADERS}`);
  if (ownFields.test(field))
    throw new ContentUnusable(`${which} is one that the request sets itself; leave it out`);
  const value = decoded(rest.join('=').trim());
  if (value === undefined || !/^[\x20-\x7e]*$/.test(value))
    throw new ContentUnusable(`${which} has a value that no header can have; percent-encode it`);
  return [field, value];
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text);
  } catch {
    return undefined;
  }
}

const crossesNoNetwork = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])([:/]|$)/i;

/** Who keeps a collector shut by a token would show it to the whole network. */
const GoesEncrypted = (): PropertyDecorator =>
  ValidateBy({
    name: 'goesEncrypted',
    validator: {
      validate: (value: unknown, args?: ValidationArguments) => {
        const config = (args?.object ?? {}) as TracingConfig;
        const url = config.otelExporterOtlpTracesEndpoint ?? config.otelExporterOtlpEndpoint ?? '';
        return value === undefined || !/^http:/i.test(url) || crossesNoNetwork.test(url);
      },
      defaultMessage: () =>
        'would cross the network in plain text: write the collector with https, or leave it out',
    },
  });

/**
 * Names as OpenTelemetry has them, so that whoever sets them for everything else need not learn others. Those are read
 * that, passed over, would send what was not to be sent, or elsewhere; of the others {@link untakenIn} warns.
 */
export class TracingConfig {
  @Setting(
    'Base URL of an OpenTelemetry collector that takes OTLP over HTTP: spans go to `/v1/traces` below it. Without it nothing is traced. No trailing slash.',
  )
  @IsOptional()
  @IsUrl(collectorUrl)
  readonly otelExporterOtlpEndpoint?: string;

  @Setting(
    'The whole URL to which spans go, where it is another one than OTEL_EXPORTER_OTLP_ENDPOINT with `/v1/traces`; taken as it is.',
  )
  @IsOptional()
  @IsUrl(collectorUrl)
  readonly otelExporterOtlpTracesEndpoint?: string;

  @Setting(
    'Headers for a collector that wants a token, such as `authorization=Bearer%20…`; to another machine with https alone.',
    { secret: true },
  )
  @IsOptional()
  @ReadText(readHeaders, HEADERS)
  @GoesEncrypted()
  readonly otelExporterOtlpHeaders?: Readonly<Record<string, string>>;

  @Setting('`none` traces nothing, whatever else is set; `otlp` is what happens without it.')
  @IsOptional()
  @IsIn(['otlp', 'none'])
  readonly otelTracesExporter?: 'otlp' | 'none';

  @Setting(
    'Which share of requests is traced: all, none, or OTEL_TRACES_SAMPLER_ARG of them, as without it. What another service of ours asks or tells follows its draw.',
  )
  @IsOptional()
  @IsIn(['parentbased_always_on', 'parentbased_always_off', 'parentbased_traceidratio'])
  readonly otelTracesSampler?:
    'parentbased_always_on' | 'parentbased_always_off' | 'parentbased_traceidratio';

  @Setting(
    'Share of requests that are traced, from 0 to 1, drawn at the door at which they come in; 1 unless given. What another service of ours asks or tells follows its draw.',
  )
  @IsOptional()
  @ReadText(readShare, 'number from 0 to 1')
  readonly otelTracesSamplerArg?: number;

  @Setting('`true` traces nothing, whatever else is set.')
  @IsOptional()
  @ReadText((text) => text.toLowerCase(), '`true` or `false`')
  @IsIn(['true', 'false'])
  readonly otelSdkDisabled?: 'true' | 'false';
}

/** Which variables of OpenTelemetry are set and change nothing here, in a sentence. */
export function untakenIn(config: TracingConfig): string | undefined {
  const untaken = unreadBeside(config).filter((variable) => variable.startsWith('OTEL_'));
  if (untaken.length === 0) return undefined;
  const taken = settingsOf(TracingConfig).map(({ variable }) => variable);
  return `${untaken.join(', ')}: set, and without effect here: of OpenTelemetry's variables ${taken.join(', ')} are taken.`;
}
