/**
 * A portal for one form: what the registers answer, what is typed, the citizen's decision on each source, the application.
 * `node portal.ts settings.json 8090`; README.md says how to run it beside `npm start`.
 */
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import {
  Einmal,
  gateway,
  type Gateway,
  Problem,
  procedures,
  type Procedures,
  type ServiceClient,
} from '@einmal/client';
import { html, type Html } from './html.ts';
import * as pages from './pages.ts';
import { Logins, type Session } from './session.ts';

const [file = '', port = '8090'] = process.argv.slice(2);
const settings = JSON.parse(readFileSync(file, 'utf8'));
const { issuer, clientId, privateJwk, form: formId } = settings;
const client = new Einmal({ issuer, clientId, privateJwk });
const logins = await Logins.at(issuer, clientId, privateJwk, [settings.gateway, settings.procedures]);
const origin = (): string => `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

interface Visit {
  readonly session: Session;
  readonly form: Procedures.WholeForm;
  readonly exchange: ServiceClient<Gateway.Routes>;
  readonly office: ServiceClient<Procedures.Routes>;
}
type Sent = Readonly<Record<string, string>>;

/** Nothing is fetched before the text was shown and chosen by (EGovG §5). */
async function notices({ form, exchange }: Visit): Promise<Html> {
  const path = { authority: form.authority };
  const { purposes } = await exchange.call('GET /v1/authorities/{authority}/purposes', { path });
  return pages.notices(form, purposes.find(({ id }) => id === form.purpose)?.evidence ?? []);
}

/** One call asks all registers. */
async function fields({ session, form, exchange }: Visit, sent: Sent): Promise<Html> {
  const { idnr = '', birthDate = '', plate = '' } = sent;
  const subjects = [
    { name: 'applicant', subject: { idnr, birthDate } },
    { name: 'vehicle', subject: { plate } },
  ];
  const sources = form.evidenceTypes.map((evidenceType) => ({
    evidenceType,
    ...(sent[evidenceType] && { noticeSha256: sent[evidenceType] }),
  }));
  const body = { form: form.id, version: form.version, subjects, sources };
  const filled = await exchange.call('POST /v1/prefill', { body });
  session.shown = filled.sources;
  return pages.fields(form, filled);
}

/** What is not used, the authority never learns of. */
async function decided({ session, exchange }: Visit, sent: Sent): Promise<Procedures.SubmittedSource[]> {
  const sources: Procedures.SubmittedSource[] = [];
  for (const { evidenceType, id, key } of session.shown) {
    const path = { id: id ?? '' };
    if (key && sent[evidenceType] === 'use') {
      const { releases } = await exchange.call('POST /v1/previews/{id}/use', { path, body: { key } });
      sources.push({ evidenceType, releases });
    } else {
      if (key) await exchange.call('POST /v1/previews/{id}/decline', { path });
      sources.push({ evidenceType, way: sent[evidenceType] === 'BRING_PAPER' ? 'BRING_PAPER' : 'ENTER_IT' });
    }
  }
  return sources;
}

async function application(visit: Visit, sent: Sent): Promise<Html> {
  const { form, office } = visit;
  const typed = Object.entries(sent).filter(([name, value]) => name.startsWith('field.') && value !== '');
  const answers = typed.map(([name, value]) => ({ field: name.slice('field.'.length), value }));
  const begun = await office.call('POST /v1/drafts', { body: { form: form.id, version: form.version } });
  const path = { id: begun.id };
  const typing = { expectedVersion: begun.version, formVersion: form.version, answers };
  const { version } = await office.call('PUT /v1/drafts/{id}', { path, body: typing });
  const body = { expectedVersion: version, sources: await decided(visit, sent) };
  return pages.receipt(await office.call('POST /v1/drafts/{id}/submission', { path, body }));
}

async function page(request: IncomingMessage, { pathname }: URL, session: Session): Promise<Html> {
  const of = (url: string) => ({ url, token: () => logins.token(session, url) });
  const exchange = client.session(gateway, of(settings.gateway));
  const office = client.session(procedures, of(settings.procedures));
  const [, id] = /^\/applications\/(.+)/.exec(pathname) ?? [];
  if (id) return pages.state(await office.call('GET /v1/me/submissions/{id}', { path: { id } }));
  const visit = {
    session,
    exchange,
    office,
    form: await office.call('GET /v1/forms/{id}', { path: { id: formId } }),
  };
  if (request.method !== 'POST') return notices(visit);
  const sent = Object.fromEntries(new URLSearchParams(await text(request)));
  return pathname === '/fields' ? fields(visit, sent) : application(visit, sent);
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const address = new URL(request.url ?? '/', origin());
  const session = logins.of(request);
  if (session && address.pathname === '/callback') {
    await logins.complete(session, address);
    return void response.writeHead(303, { location: '/' }).end();
  }
  if (!session?.refreshToken)
    return void response.writeHead(303, await logins.begin(`${origin()}/callback`)).end();
  const body = await page(request, address, session);
  const safely = { 'cache-control': 'no-store', 'content-security-policy': "default-src 'none'" };
  response.writeHead(200, { 'content-type': 'text/html; charset=utf-8', ...safely });
  response.end(html`<!doctype html><title>Portal</title>${body}`.text);
}

const server = createServer((request, response) => {
  answer(request, response).catch((error: unknown) => {
    const problem = error instanceof Problem ? error : undefined;
    if (!problem) console.error(error);
    response.writeHead(problem?.status ?? 500, { 'content-type': 'text/plain; charset=utf-8' });
    response.end(problem?.detail ?? 'Something went wrong.');
  });
}).listen(Number(port), '127.0.0.1', () => console.log(`The portal is at ${origin()}`));
