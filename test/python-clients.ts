import { execFile } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { newSecret, printedSecret, signedHeaders } from '#libs/webhooks';
import { type JsonRequest, sendJson } from '../deploy/local/http-json.ts';
import { choose, previewRequest, type Shown, useRequest } from '../deploy/local/parking-choice.ts';
import { root } from '../deploy/local/repository.ts';
import { type BusyExchange, busyExchange } from '../deploy/local/testing/busy-exchange.ts';
import { tokenOf } from '../deploy/local/token-of.ts';
import type { ConnectingStack } from './connecting.ts';

const text = readFileSync(join(root, 'docs/connect.md'), 'utf8');
/** A Python with docs/connect/requirements.txt; .ci/run makes one. */
const python = process.env['CONNECT_PYTHON'];
const client = join(root, 'docs/connect/client.py');

/** The clients of docs/connect in Python, after the commands of its page. */
export function describePythonClients(stack: () => ConnectingStack): void {
  if (python === undefined) return;

  describe('the clients of docs/connect in Python', () => {
    it('fetches evidence by the Python client, and prints names only', async () => {
      const [block = '', shown] = ['sh client', 'text'].map((mark) => blockOf(mark));
      const command = block.split('\n').slice(2).join('\n').replace('./.local/venv/bin/python', python);
      expect(await stack().page.run(command)).toBe(shown);
    });

    it('takes what a citizen released by the Python client, and prints names only', async () => {
      const { page, endpoints } = stack();
      const shown = await sendAs<{ previews: readonly [Shown] }>(
        'anna',
        previewRequest(endpoints, await choose(endpoints)),
      );
      const [preview] = shown.previews;
      await sendAs('anna', useRequest(endpoints, preview));
      const printed = await page.run(blockOf('sh releases').replace('./.local/venv/bin/python', python));
      const [status, ...names] = printed.trim().split('\n');
      expect(status).toBe('EVIDENCE');
      expect(names).toContain('address.street');
      expect(printed).not.toContain('Beispielweg');
    });

    it('fills a form and hands it in, and prints no value', async () => {
      const printed = await stack().page.run(
        blockOf('sh portal').replace('./.local/venv/bin/python', python),
      );
      const lines = printed.trim().split('\n');
      expect(lines).toContain('street PREFILLED');
      expect(lines).toContain('plate ASK_APPLICANT');
      expect(lines.at(-1)).toMatch(/^(RECEIVED|IN_REVIEW|DECIDED)$/);
      expect(printed).not.toContain('Beispielweg');
    });

    it('waits as long as it is told, with a new proof each time', async () => {
      const exchange = await busyExchange([
        [503, 1],
        [429, 2],
      ]);
      const { stdout } = await runClient(exchange);
      expect(stdout).toBe('EVIDENCE\nplate\n');
      expect(exchange.waits()[0]).toBeGreaterThanOrEqual(1_000);
      expect(exchange.waits()[1]).toBeGreaterThanOrEqual(2_000);
      // An assertion and a proof for the token, which is kept, and a proof for each of three lookups.
      expect(exchange.jtis()).toHaveLength(5);
      expect(new Set(exchange.jtis()).size).toBe(5);
    });

    it('shows issuer and gateway the nonce that each demands, and asks once more for it', async () => {
      const exchange = await busyExchange([], ['of issuer', 'of gateway']);
      const { stdout } = await runClient(exchange);
      expect(stdout).toBe('EVIDENCE\nplate\n');
      expect(exchange.nonces()).toEqual([undefined, 'of issuer', undefined, 'of gateway']);
      expect(new Set(exchange.jtis()).size).toBe(exchange.jtis().length);
    });

    it.each([401, 403, 500])('does not repeat what answers %i', async (status) => {
      const exchange = await busyExchange([[status, 1]]);
      await expect(runClient(exchange)).rejects.toMatchObject({ stderr: `${status} token-invalid\n` });
      expect(exchange.waits()).toEqual([]);
    });

    it('knows a genuine webhook by the shown function', async () => {
      const secrets = [newSecret(), newSecret()];
      const body = '{"specversion":"1.0"}';
      const [now, old] = [new Date(), new Date(Date.now() - 600_000)];
      const cases = secrets.flatMap((secret) =>
        [signedHeaders('id', body, secrets, now), signedHeaders('id', body, secrets, old)].flatMap(
          (headers) => [body, `${body} `].map((received) => [printedSecret(secret), headers, received]),
        ),
      );
      const strange = [printedSecret(newSecret()), signedHeaders('id', body, secrets, now), body];
      const script = `${blockOf('python')}
import json, sys
print(json.dumps([is_genuine(s, h, b.encode()) for s, h, b in json.load(sys.stdin)]))`;
      const { stdout } = await execute(python, ['-c', script], JSON.stringify([...cases, strange]));
      const genuine = [true, false, false, false];
      expect(JSON.parse(stdout)).toEqual([...genuine, ...genuine, false]);
    });

    const sendAs = async <T>(name: string, request: Omit<JsonRequest, 'token'>): Promise<T> =>
      sendJson({ ...request, token: await tokenOf(stack().endpoints, name) });

    const runClient = async (exchange: BusyExchange): Promise<{ stdout: string }> => {
      const file = join(stack().home, 'busy.json');
      writeFileSync(file, exchange.settings);
      try {
        return await execute(python, [client, file], '{}');
      } finally {
        await exchange.close();
      }
    };
  });
}

function blockOf(mark: string): string {
  const found = text.split(`\`\`\`${mark}\n`)[1]?.split('```')[0];
  if (found === undefined) throw new Error(`docs/connect.md has no block marked "${mark}"`);
  return found;
}

async function execute(
  command: string,
  args: readonly string[],
  input: string,
): Promise<{ stdout: string; stderr: string }> {
  const running = promisify(execFile)(command, [...args], { env: { PATH: process.env['PATH'] } });
  running.child.stdin?.end(input);
  return running;
}
