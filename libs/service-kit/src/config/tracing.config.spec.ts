import { readConfig, type TracingConfig as Read } from './index.ts';
import { TracingConfig, untakenIn } from './tracing.config.ts';

const read = (env: Record<string, string>): Read => readConfig({ tracing: TracingConfig }, env).tracing;

describe('the settings of traces', () => {
  it('are those of OpenTelemetry, and none need be given', () => {
    expect(read({})).toEqual({});
    expect(
      read({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://collector:4318', OTEL_TRACES_SAMPLER_ARG: '0.25' }),
    ).toEqual({ otelExporterOtlpEndpoint: 'https://collector:4318', otelTracesSamplerArg: 0.25 });
  });

  it.each([
    ['0', 0],
    ['1', 1],
    ['0.00001', 0.00001],
    // As templates of Go write it.
    ['1e-05', 0.00001],
    ['2.5e-7', 0.00000025],
  ])('take the share %s', (text, share) => {
    expect(read({ OTEL_TRACES_SAMPLER_ARG: text }).otelTracesSamplerArg).toBe(share);
  });

  it.each([
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'collector:4318'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'grpc://collector:4317'],
    ['OTEL_EXPORTER_OTLP_ENDPOINT', 'http://user:password@collector:4318'],
    ['OTEL_TRACES_SAMPLER_ARG', '1.5'],
    ['OTEL_TRACES_SAMPLER_ARG', '-1'],
    ['OTEL_TRACES_SAMPLER_ARG', '9e-0'],
    ['OTEL_TRACES_SAMPLER_ARG', '1e5'],
    ['OTEL_TRACES_SAMPLER_ARG', 'always_on'],
  ])('refuses %s=%s by its name', (variable, value) => {
    const refused = expect(() => read({ [variable]: value }));
    refused.toThrow(new RegExp(`  ${variable}: (value must be a URL|is no share; write a number)`));
  });

  it.each([
    ['OTEL_TRACES_EXPORTER', 'zipkin', 'value must be one of the following values: otlp, none'],
    ['OTEL_TRACES_SAMPLER', 'always_off', 'value must be one of the following values: parentbased_always_on'],
    ['OTEL_SDK_DISABLED', 'yes', 'value must be one of the following values: true, false'],
    ['OTEL_EXPORTER_OTLP_TRACES_ENDPOINT', 'collector', 'value must be a URL'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 's3cret', 'header 1 is not name=value'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=b,c d=s3cret', 'header 2 is not name=value'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'Host=s3cret', 'header 1 is one that the request sets itself'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=s3cret%0d%0a', 'header 1 has a value that no header can have'],
    ['OTEL_EXPORTER_OTLP_HEADERS', 'a=s3cret%', 'header 1 has a value that no header can have'],
  ])('refuses %s=%s', (variable, value, reason) => {
    const refused = expect(() => read({ [variable]: value }));
    refused.toThrow(`  ${variable}: ${reason}`);
    refused.not.toThrow(/s3cret/);
  });

  it('take the switch in any case, as OpenTelemetry writes it', () => {
    expect(read({ OTEL_SDK_DISABLED: 'True' }).otelSdkDisabled).toBe('true');
  });

  it('take headers as W3C Baggage writes a list', () => {
    const { otelExporterOtlpHeaders } = read({
      OTEL_EXPORTER_OTLP_HEADERS: 'Authorization=Bearer%20a=b, x-tenant = city,',
    });
    expect(otelExporterOtlpHeaders).toEqual({ authorization: 'Bearer a=b', 'x-tenant': 'city' });
  });

  it.each([
    ['http://collector:4318', undefined, false],
    ['https://collector:4318', undefined, true],
    ['http://127.0.0.1:4318', undefined, true],
    ['http://localhost.evil:4318', undefined, false],
    ['https://collector:4318', 'http://collector:4318/v1/traces', false],
  ])('send headers to %s (%s) or not', (endpoint, whole, isTaken) => {
    const env = {
      OTEL_EXPORTER_OTLP_ENDPOINT: endpoint,
      ...(whole !== undefined && { OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: whole }),
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=s3cret',
    };
    const taking = expect(() => read(env));
    if (isTaken) taking.not.toThrow();
    else taking.toThrow(/^ {2}OTEL_EXPORTER_OTLP_HEADERS: would cross the network in plain text/m);
  });

  it('say which of OpenTelemetry’s variables have no effect, and which have', () => {
    expect(untakenIn(read({ OTEL_TRACES_SAMPLER_ARG: '0.1', HOME: '/root', OTEL_SERVICE_NAME: '' }))).toBe(
      undefined,
    );
    expect(untakenIn(read({ OTEL_SERVICE_NAME: 's3cret', OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc' }))).toMatch(
      /^OTEL_SERVICE_NAME, OTEL_EXPORTER_OTLP_PROTOCOL: set, and without effect here: of OpenTelemetry's variables OTEL_EXPORTER_OTLP_ENDPOINT, [A-Z_, ]+ are taken\.$/,
    );
  });
});
