import { envFaults } from './env-file.rules.ts';

describe('.env of compose', () => {
  it.each([
    ['nothing', {}],
    [
      'other ports, and what is others’ business',
      { GATEWAY_PORT: '18080', COMPOSE_PROJECT_NAME: 'x', HOME: '/', PATH: '/' },
    ],
    ['a choice left empty, which is none', { GATEWAY_PORT: '', LOG_LEVEL: '' }],
  ])('may say %s', (_what, env) => {
    expect(envFaults(env)).toEqual([]);
  });

  it.each([
    ['a misspelt name', { GATEWAY_PROT: '18080' }, 'GATEWAY_PROT: is no setting; GATEWAY_PORT may be meant'],
    [
      'a word for a port',
      { GATEWAY_PORT: 'x18080' },
      'GATEWAY_PORT: is no port number: write one between 1 and 65535',
    ],
    [
      'a port that there is not',
      { KAFKA_PORT: '70000' },
      'KAFKA_PORT: is no port number: write one between 1 and 65535',
    ],
    [
      'a port twice',
      { VEHICLES_PORT: '8080', GATEWAY_PORT: '8080' },
      'GATEWAY_PORT: is the same port as VEHICLES_PORT; choose another one',
    ],
    [
      'a port that another one usually has',
      { GATEWAY_PORT: '5432' },
      'POSTGRES_PORT: is the same port as GATEWAY_PORT; choose another one',
    ],
    [
      'the port of its own metrics',
      { GATEWAY_PORT: '9080', RESIDENTS_PORT: '9082' },
      "GATEWAY_PORT: is the port of the service's metrics inside its container; choose another one",
    ],
  ])('is refused for %s', (_what, env, fault) => {
    expect(envFaults(env)).toEqual([fault]);
  });

  it('is refused for a level of the log that there is not', () => {
    expect(envFaults({ LOG_LEVEL: 's3cret' })).toEqual([expect.stringMatching(/^LOG_LEVEL: (?!.*s3cret)/)]);
    expect(envFaults({ OTEL_TRACES_SAMPLER_ARG: 's3cret' })).toEqual([
      expect.stringMatching(/^OTEL_TRACES_SAMPLER_ARG: (?!.*s3cret)/),
    ]);
  });

  it('is refused for a variable of OpenTelemetry that no service is handed', () => {
    expect(
      envFaults({ OTEL_EXPORTER_OTLP_HEADERS: 'authorization=s3cret', OTEL_SDK_DISABLED: 'true' }),
    ).toEqual([
      expect.stringMatching(
        /^OTEL_EXPORTER_OTLP_HEADERS: is handed to no service; .* OTEL_EXPORTER_OTLP_ENDPOINT, (?!.*s3cret)/,
      ),
    ]);
  });
});
