import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { gzipSync } from 'node:zlib';
import type { RunningRegister } from '#libs/register-kit-testing';
import { eventually } from '#libs/test-kit';
import { aRegistration } from './registration.builder.ts';
import { startResidents } from './testing/start-residents.ts';

let register: RunningRegister;

beforeAll(async () => {
  register = await startResidents();
});
afterAll(() => register.stop());

describe('an import', () => {
  const line = (value: unknown) => `${typeof value === 'string' ? value : JSON.stringify(value)}\n`;

  it('registers every good line, reports every bad one, and changes nothing when repeated', async () => {
    const [one, two, three] = [aRegistration(), aRegistration(), aRegistration()];
    const bad = [
      '{"idnr": ',
      '[1]',
      aRegistration({ idnr: '02476291359' }),
      aRegistration({ givenNames: 'x'.repeat(70_000) }),
      { ...one, familyName: 'Andere' },
      aRegistration({ locks: [[{ kind: 'INFORMATION', since: '2026-01-01', until: '2028-01-01' }]] }),
      JSON.stringify(aRegistration()).replace(/}$/, ',"__proto__":{}}'),
    ];
    const file = [one, ...bad.slice(0, 2), two, '', ...bad.slice(2), three].map(line).join('');
    const { status, report } = await register.import(file);
    expect(status).toBe(200);
    const errors = report.flatMap((message) => (message.error ? [message.error] : []));
    expect(
      errors.toSorted((a, b) => a.line - b.line).map((error) => [error.line, error.code, error.pointer]),
    ).toEqual([
      [2, 'import-line-unreadable', '/'],
      [3, 'import-line-unreadable', '/'],
      [6, 'check-digit-wrong', '/idnr'],
      [7, 'import-line-unreadable', '/'],
      [8, 'record-exists', '/'],
      [9, 'request-invalid', '/locks/0'],
      [10, 'import-line-unreadable', '/'],
    ]);
    expect(report.at(-1)).toEqual({ summary: { lines: 10, created: 3, unchanged: 0, failed: 7 } });
    expect(JSON.stringify(report)).not.toContain('Andere');
    const again = await register.import([one, two, three].map(line).join(''));
    expect(again.report.at(-1)).toEqual({ summary: { lines: 3, created: 0, unchanged: 3, failed: 0 } });
  });

  it('reports progress on the way', async () => {
    // A report is due each 1,000 lines or each second; one that the clock triggers early shifts the next.
    const { report } = await register.import(
      Array.from({ length: 3_500 }, () => line(aRegistration())).join(''),
    );
    expect(report.filter((message) => message.progress).length).toBeGreaterThanOrEqual(2);
    expect(report.at(-1)).toMatchObject({ summary: { lines: 3_500, created: 3_500 } });
  });

  it('keeps the complete lines of a sender who goes away', async () => {
    const [kept, torn] = [aRegistration(), aRegistration()];
    const found = async (idnr: string) =>
      (await register.post('/v1/residents/search', { idnr })).body['records'] as unknown[];
    const untilKept = () =>
      eventually(
        'the complete line is kept',
        () => found(kept.idnr),
        ({ length }) => length === 1,
      );
    const abort = new AbortController();
    const body = new ReadableStream({
      async start(controller) {
        controller.enqueue(new TextEncoder().encode(line(kept) + line(torn).slice(0, 80)));
        await untilKept();
        abort.abort();
      },
    });
    const headers = { 'content-type': 'application/x-ndjson', ...(await register.authorization()) };
    const init = { method: 'POST', headers, body, duplex: 'half' as const, signal: abort.signal };
    await expect(
      fetch(`${register.url}/v1/imports`, init).then((response) => response.text()),
    ).rejects.toThrow();
    expect(await found(torn.idnr)).toHaveLength(0);
  });

  it('names the lines that are not UTF-8 or nested too deep, and skips a byte order mark', async () => {
    const good = line(aRegistration());
    const latin = Buffer.from(line({ familyName: 'Müller' }), 'latin1');
    const deep = line(`{"addresses":${'['.repeat(1_300)}${']'.repeat(1_300)}}`);
    const { report } = await register.import(
      Buffer.concat([Buffer.from(`\ufeff${good}`), latin, Buffer.from(deep)]),
    );
    expect(report.flatMap(({ error }) => (error ? [[error.line, error.code]] : []))).toEqual([
      [2, 'encoding-invalid'],
      [3, 'json-too-deep'],
    ]);
    expect(report.at(-1)).toMatchObject({ summary: { created: 1, failed: 2 } });
  });

  it('lets others be served between two lines', async () => {
    const answered = { import: false };
    const imported = register.import('{}\n'.repeat(3_000)).finally(() => (answered.import = true));
    let served = 0;
    while (!answered.import) {
      await fetch(`${register.url}/health/live`);
      served += 1;
    }
    expect((await imported).report.at(-1)).toEqual({
      summary: { lines: 3_000, created: 0, unchanged: 0, failed: 3_000 },
    });
    // A slice lasts five milliseconds and 3,000 lines many of them; without slices at most two are served.
    expect(served).toBeGreaterThan(10);
  });

  it('is no way to bring a stream to another route, nor bytes that are compressed', async () => {
    const stream = { 'content-type': 'application/x-ndjson' };
    expect((await register.post('/v1/residents/search', {}, stream)).body.code).toBe(
      'content-type-unsupported',
    );
    const packed = await register.import(gzipSync(line(aRegistration())));
    expect([packed.status, packed.report[0]?.code]).toEqual([415, 'content-type-unsupported']);
    expect((await register.get('/health/live')).status).toBe(200);
  });

  it('reads nothing of a sender without a token', async () => {
    const headers = { 'content-type': 'application/x-ndjson', 'transfer-encoding': 'chunked' };
    const begun = request(`${register.url}/v1/imports`, { method: 'POST', headers });
    begun.on('error', () => undefined).flushHeaders();
    const [answer] = (await once(begun, 'response')) as [IncomingMessage];
    begun.destroy();
    expect(answer.statusCode).toBe(401);
  });

  it('takes NDJSON in a known format only', async () => {
    expect((await register.import(line(aRegistration()), '?format=csv')).report[0]).toMatchObject({
      code: 'import-format-unknown',
    });
    expect((await register.post('/v1/imports', aRegistration())).body.code).toBe('content-type-unsupported');
  });
});
