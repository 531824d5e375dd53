import { chmodSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Endpoints } from '../deploy/local/endpoints.ts';
import { PageCommands } from '../deploy/local/testing/page-commands.ts';
import { type Run, runStart } from '../deploy/local/testing/run-start.ts';
import { describeConnecting } from './connecting.ts';
import { describeDeveloperDoor } from './developer-door.ts';
import { describeFormSession } from './form-session.ts';
import { describePublishedClient } from './published-client.ts';
import { describePythonClients } from './python-clients.ts';
import { describeReadmeJourney, readmeCommands } from './readme-journey.ts';
import { describeRequestSession } from './request-session.ts';
import { describeWatching } from './watching.ts';
import { describeWebApplication } from './web-application.ts';

describe('the README', () => {
  let home: string;
  let run: Run;
  let endpoints: Endpoints;
  let page: PageCommands;
  let texts: readonly string[];

  beforeAll(async () => {
    home = mkdtempSync(join(tmpdir(), 'einmal-readme-'));
    chmodSync(home, 0o711);
    run = runStart(home, []);
    await run.shows('Ctrl-C ends it.');
    endpoints = JSON.parse(readFileSync(join(home, 'endpoints.json'), 'utf8')) as Endpoints;
    page = new PageCommands(home, endpoints);
    texts = await page.runAll(readmeCommands);
  }, 600_000);

  afterAll(async () => {
    run?.process.kill('SIGINT');
    await run?.closed;
    rmSync(home, { recursive: true, force: true });
  });

  it('says where to begin, and there are the doors', async () => {
    const { startPage = '', apps } = endpoints;
    expect(run.output().trimEnd().endsWith(`Open ${startPage} in a browser.`)).toBe(true);
    const html = await (await fetch(`${startPage}/de`)).text();
    expect(html).toContain(`href="${apps.portal}/de"`);
    expect(html).toContain(`href="${apps['portal-staff']}/de"`);
    expect(html).toContain(`href="${apps['portal-console']}/de"`);
  });

  describeReadmeJourney(() => ({ page, endpoints, texts }));
  describeConnecting(() => ({ page, endpoints, home }));
  describeRequestSession(() => page);
  describePythonClients(() => ({ page, endpoints, home }));
  describePublishedClient(() => ({ endpoints, home }));
  describeDeveloperDoor(() => ({ page, endpoints }));
  describeWebApplication(() => ({ endpoints }));
  describeWatching(() => endpoints);
  // Last, because Anna moves in it.
  describeFormSession(() => page);
});
