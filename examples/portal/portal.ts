/**
 * A portal in one file: login, the notices, what the registers answer, and the citizen's decision on each of them.
 * `node portal.ts settings.json 8090`; README.md says how to run it beside `npm start`.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { Einmal, gateway, type Gateway, Problem, type ServiceClient } from '@einmal/client';
import { html, type Html } from './html.ts';
import { Logins, type Session } from './session.ts';

const [file = '', port = '8090'] = process.argv.slice(2);
const settings = JSON.parse(readFileSync(file, 'utf8'));
const { issuer, clientId, privateJwk, gateway: url, authority, purpose } = settings;
const client = new Einmal({ issuer, clientId, privateJwk });
const logins = await Logins.at(issuer, clientId, privateJwk, [url]);
const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

type Exchange = ServiceClient<Gateway.Routes>;
type Form = Readonly<Record<string, string>>;

async function choosable(exchange: Exchange): Promise<readonly Gateway.PurposeEvidence[]> {
  const { purposes } = await exchange.call('GET /v1/authorities/{authority}/purposes', {
    path: { authority },
  });
  return purposes.find(({ id }) => id === purpose)?.evidence.filter(({ kind }) => kind === 'CHOICE') ?? [];
}

/** Nothing is fetched before the text was shown and chosen by (EGovG §5). */
async function notices(exchange: Exchange): Promise<Html> {
  const evidence = await choosable(exchange);
  return html`<form method="post" action="/preview">
    <label>IDNr <input name="idnr" /></label> <label>Geburtsdatum <input name="birthDate" /></label>
    ${evidence.map(
      ({ evidenceType, title, notices: [notice] }) =>
        html`<h2>${title.de}</h2>
          <p>${notice?.text}</p>
          <label
            ><input type="checkbox" name="${evidenceType}" value="${notice?.sha256}" /> abrufen lassen</label
          >`,
    )}
    <button>Weiter</button>
  </form>`;
}

async function preview(
  exchange: Exchange,
  session: Session,
  { idnr = '', birthDate = '', ...chosen }: Form,
): Promise<Html> {
  const items = await Promise.all(
    Object.entries(chosen).map(async ([evidenceType, noticeSha256]) => {
      const body = { kind: 'CHOICE', authority, purpose, evidenceType, noticeSha256 };
      const { id: consentId } = await exchange.call('POST /v1/consents', { body });
      return { evidenceType, consentId, subject: { idnr, birthDate } };
    }),
  );
  const { previews } = await exchange.call('POST /v1/previews', { body: { authority, purpose, items } });
  session.shown = previews.flatMap(({ evidenceType, id, key }) =>
    id && key ? [{ evidenceType, id, key }] : [],
  );
  return html`<form method="post" action="/decision">
    ${previews.map(
      ({ evidenceType, status, evidence, registerAuthority, asOf, otherWays }) =>
        html`<h2>${evidenceType}</h2>
          ${status === 'EVIDENCE' ? html`<pre>${JSON.stringify(evidence, null, 2)}</pre>` : html`<p>${otherWays?.join(', ')}</p>`}
          <p>${registerAuthority} ${asOf}</p>
          <select name="${evidenceType}">
            <option value="decline">nicht verwenden</option>
            <option value="use">verwenden</option>
          </select>`,
    )}<button>Absenden</button>
  </form>`;
}

/** What is declined, the authority never learns of. */
async function decide(exchange: Exchange, session: Session, decisions: Form): Promise<Html> {
  for (const { evidenceType, id, key } of session.shown)
    if (decisions[evidenceType] === 'use')
      await exchange.call('POST /v1/previews/{id}/use', { path: { id }, body: { key } });
    else await exchange.call('POST /v1/previews/{id}/decline', { path: { id } });
  return html`<p>Abgesendet.</p>`;
}

async function page(request: IncomingMessage, address: URL, session: Session): Promise<Html> {
  const exchange = client.session(gateway, { url, token: () => logins.token(session, url) });
  if (request.method !== 'POST') return notices(exchange);
  const form = Object.fromEntries(new URLSearchParams(await text(request)));
  return address.pathname === '/preview' ? preview(exchange, session, form) : decide(exchange, session, form);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = new URL(request.url ?? '/', origin());
  const session = logins.of(request);
  if (session && address.pathname === '/callback') {
    await logins.complete(session, address);
    return void response.writeHead(303, { location: '/' }).end();
  }
  if (session?.refreshToken === undefined)
    return void response.writeHead(303, await logins.begin(`${origin()}/callback`)).end();
  const body = await page(request, address, session);
  response.writeHead(200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': "default-src 'none'",
  });
  response.end(html`<!doctype html><title>Portal</title>${body}`.text);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    const known = error instanceof Problem ? error : undefined;
    if (!known) console.error(error);
    response.writeHead(known?.status ?? 500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(known?.detail ?? 'Something went wrong.');
  });
}).listen(Number(port), '127.0.0.1', () => console.log(`The portal is at ${origin()}`));
