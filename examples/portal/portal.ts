/**
 * A portal for one form: what the registers answer, what is typed, the citizen's decision on each source, the application.
 * `node portal.ts settings.json 8090`; README.md says how to run it beside `npm start`.
 */
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { IncomingMessage } from 'node:http';
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
import type { Html } from './html.ts';
import * as pages from './pages.ts';
import { serve } from './server.ts';
import { Logins, type Session, type Shown } from './session.ts';

const [file = '', port = '8090'] = process.argv.slice(2);
const settings = JSON.parse(readFileSync(file, 'utf8'));
const { issuer, clientId, privateJwk, form: formId } = settings;
const client = new Einmal({ issuer, clientId, privateJwk });
const logins = await Logins.at(issuer, clientId, privateJwk, [settings.gateway, settings.procedures]);

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
  const id = randomUUID();
  session.shown.set(id, { filled, decided: new Map() });
  return pages.fields(form, filled, id);
}

/** What is not used, the authority never learns of. */
async function decided(
  exchange: Visit['exchange'],
  shown: Shown,
  sent: Sent,
): Promise<Procedures.SubmittedSource[]> {
  for (const { evidenceType, id, key } of shown.filled.sources) {
    if (shown.decided.has(evidenceType)) continue;
    const path = { id: id ?? '' };
    if (key && sent[evidenceType] === 'use') {
      const { releases } = await exchange.call('POST /v1/previews/{id}/use', { path, body: { key } });
      shown.decided.set(evidenceType, { evidenceType, releases });
    } else {
      if (key) await exchange.call('POST /v1/previews/{id}/decline', { path });
      const way = sent[evidenceType] === 'BRING_PAPER' ? 'BRING_PAPER' : 'ENTER_IT';
      shown.decided.set(evidenceType, { evidenceType, way });
    }
  }
  return [...shown.decided.values()];
}

/** Sent twice, e.g. by a double click, a page is one application: the second waits for what came of the first. */
async function application(visit: Visit, sent: Sent): Promise<Html> {
  const shown = visit.session.shown.get(sent['shown'] ?? '');
  if (!shown) return notices(visit);
  shown.sent ??= handedIn(visit, shown, sent);
  try {
    return await shown.sent;
  } catch (error) {
    shown.sent = undefined;
    if (!(error instanceof Problem && error.status === 400)) throw error;
    const faults = error.errors.map((each) => ({ field: each.pointer.split('/').pop(), ...each }));
    return pages.fields(visit.form, shown.filled, sent['shown'] ?? '', { sent, faults });
  }
}

/** Nothing is released before what was typed has been looked at. */
async function handedIn({ form, office, exchange }: Visit, shown: Shown, sent: Sent): Promise<Html> {
  const typed = Object.entries(sent).filter(([name, value]) => name.startsWith('field.') && value !== '');
  const answers = typed.map(([name, value]) => ({ field: name.slice('field.'.length), value }));
  const [formVersion, idempotencyKey] = [form.version, sent['shown'] ?? ''];
  shown.draft ??= (
    await office.call('POST /v1/drafts', { body: { form: form.id, version: formVersion } })
  ).id;
  const path = { id: shown.draft };
  const draft = await office.call('GET /v1/drafts/{id}', { path }).catch(consumed(shown));
  if (draft) {
    const body = { expectedVersion: draft.version, formVersion, answers };
    const saved = await office.call('PUT /v1/drafts/{id}', { path, body, repeatable: true });
    const faults = [...saved.unfit, ...pages.missing(form, sent)];
    if (faults.length > 0) {
      shown.sent = undefined;
      return pages.fields(form, shown.filled, idempotencyKey, { sent, faults });
    }
    shown.given = { expectedVersion: saved.version, sources: await decided(exchange, shown, sent) };
  }
  const given = { path, body: shown.given!, idempotencyKey };
  return pages.receipt(await office.call('POST /v1/drafts/{id}/submission', given));
}

/** An answer may have been lost: a draft that is gone was handed in, and the same under the same key is answered alike. */
const consumed =
  ({ given }: Shown) =>
  (error: unknown): undefined => {
    if (!given || !(error instanceof Problem && error.code === 'draft-unknown')) throw error;
  };

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

serve(Number(port), logins, page);
