import { IsOptional, IsUrl } from 'class-validator';
import { ContentUnusable, ReadText } from './read-json.decorator.ts';
import { Setting } from './setting.ts';

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

/** Names as OpenTelemetry has them, so that whoever sets them for everything else need not learn others. */
export class TracingConfig {
  @Setting(
    'Base URL of an OpenTelemetry collector that takes OTLP over HTTP: spans go to `/v1/traces` below it. Without it nothing is traced. No trailing slash.',
  )
  @IsOptional()
  @IsUrl(collectorUrl)
  readonly otelExporterOtlpEndpoint?: string;

  @Setting(
    'Share of requests that are traced, from 0 to 1, drawn at the door at which they come in; 1 unless given. What another service of ours asks or tells follows its draw.',
  )
  @IsOptional()
  @ReadText(readShare, 'number from 0 to 1')
  readonly otelTracesSamplerArg?: number;
}
