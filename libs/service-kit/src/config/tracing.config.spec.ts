import { readConfig, type TracingConfig as Read } from './index.ts';
import { TracingConfig } from './tracing.config.ts';

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
});
