import { ConsoleStand, type Visitor } from './testing/console-stand.ts';

const hostile = '<script>alert(1)</script> {n}';
const entries = 60;

let stand: ConsoleStand;
let olga: Visitor;

beforeAll(async () => {
  stand = await ConsoleStand.start();
  olga = await stand.signedIn('p_olga');
  for (let n = 0; n < entries; n++)
    await stand.operator.pool.query(
      `insert into audit (actor, action, object, reason, detail) values ($1, 'replay.approved', $2, $3, $4)`,
      [
        n % 2 === 0 ? 'p_olga' : 'p_paul',
        `object-${n}`,
        hostile,
        JSON.stringify({ client: 'operator-console' }),
      ],
    );
});
afterAll(() => stand?.stop());

describe('the audit at the console', () => {
  it('is paged, by whom and of what, with the client, and runs nothing that stands in it', async () => {
    const { html } = await olga.open('/de/ops/audit');
    expect(html.match(/object-\d+/g)).toHaveLength(50);
    expect(html).toContain('operator-console');
    expect(html).toContain('&lt;script>alert(1)&lt;/script>');
    expect(html).not.toContain('<script>');
    const next = /href="([^"]*after=[^"]*)"/.exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const older = (await olga.open(next)).html;
    expect(older.match(/object-\d+/g)).toHaveLength(entries - 50);
    expect(older).toContain('object-0<');
    const own = (await olga.open('/de/ops/audit?actor=p_paul&object=object-3')).html;
    expect(own.match(/<bdi[^>]*>object-\d+/g)).toHaveLength(1);
    expect(own).toContain('npm run -s einmal -- audit --object object-3 --actor p_paul');
  });

  it('says whether it is intact', async () => {
    const { html } = await olga.open('/en/ops/audit/verification');
    expect(html).toContain('Each entry follows from the one before it');
    expect(html).toContain(`The audit has ${entries} entries.`);
  });

  it('leaves out what the address may not ask for', async () => {
    const { status } = await olga.open(`/de/ops/audit?after=x%27&object=${'x'.repeat(500)}`);
    expect(status).toBe(200);
  });
});
