/** The pages of the portal, without style. */
import type { Gateway, Procedures } from '@einmal/client';
import { html, type Html } from './html.ts';

/** Of a form (docs/forms.md) what these pages show. */
interface Field {
  readonly id: string;
  readonly label: Procedures.Localised;
  readonly type: string;
  readonly required: boolean;
  readonly shownWhen: readonly object[];
  readonly source?: object;
  readonly options?: readonly { readonly value: string; readonly label: Procedures.Localised }[];
}
interface Definition {
  readonly pages: readonly { readonly fields: readonly Field[] }[];
}

const fieldsOf = ({ definition }: Procedures.WholeForm): readonly Field[] =>
  (definition as unknown as Definition).pages.flatMap((page) => page.fields);

export function notices(form: Procedures.WholeForm, evidence: readonly Gateway.PurposeEvidence[]): Html {
  const asked = evidence.filter(({ evidenceType }) => form.evidenceTypes.includes(evidenceType));
  return html`<h1>${form.title.de}</h1>
    <form method="post" action="/fields">
      <label>Identifikationsnummer <input name="idnr" /></label>
      <label>Geburtsdatum <input name="birthDate" /></label>
      <label>Kennzeichen <input name="plate" /></label>
      ${asked.map(
        ({ evidenceType, title, notices: [notice] }) =>
          html`<h2>${title.de}</h2>
            <p>${notice?.text}</p>
            <label
              ><input type="checkbox" name="${evidenceType}" value="${notice?.sha256}" /> abrufen</label
            >`,
      )}
      <button>Weiter</button>
    </form>`;
}

/** What came of a page that was sent: it is shown again, with what was typed. */
export interface Again {
  readonly sent: Readonly<Record<string, string>>;
  readonly faults: readonly { readonly field?: string | undefined; readonly detail: string }[];
}

/** What is asked of everybody, and was left empty. */
export const missing = (form: Procedures.WholeForm, sent: Again['sent']): Again['faults'] =>
  fieldsOf(form)
    .filter(
      ({ id, required, shownWhen, source: from }) =>
        required && !shownWhen[0] && !from && !sent[`field.${id}`],
    )
    .map(({ id }) => ({ field: id, detail: 'Bitte ausfüllen.' }));

/** What no register says is asked. */
function input({ id, type, options = [] }: Field, typed: string): Html {
  const name = `field.${id}`;
  const mark = (isSo: boolean, word: string): string => (isSo ? word : '');
  if (type === 'confirmation')
    return html`<input type="checkbox" name="${name}" value="true" ${mark(typed === 'true', 'checked')} />`;
  if (type !== 'choice') return html`<input name="${name}" value="${typed}" />`;
  return html`<select name="${name}">
    <option></option>
    ${options.map(
      ({ value, label }) =>
        html`<option value="${value}" ${mark(typed === value, 'selected')}>${label.de}</option>`,
    )}
  </select>`;
}

/** A value is told with where it comes from. */
function field(shown: Field, told: Gateway.PrefilledField | undefined, { sent, faults }: Again): Html {
  const label = shown.label.de;
  if (told?.status === 'PREFILLED') {
    const text = shown.options?.find(({ value }) => value === told.value)?.label.de ?? told.value;
    return html`<p>${label}: <bdi>${text}</bdi> (${told.authority}, ${told.asOf})</p>`;
  }
  const own = faults.filter((each) => each.field === shown.id);
  return html`<p>
    <label>${label} ${input(shown, sent[`field.${shown.id}`] ?? '')}</label>
    ${own.map(({ detail }) => html`<strong>${detail}</strong>`)}
  </p>`;
}

const source = ({
  evidenceType,
  key,
  otherWays = ['ENTER_IT', 'BRING_PAPER'],
}: Gateway.PrefilledSource): Html =>
  html`<p>
    ${evidenceType}:
    <select name="${evidenceType}">
      ${key ? html`<option value="use">verwenden</option>` : ''}
      ${otherWays.map((way) => html`<option>${way}</option>`)}
    </select>
  </p>`;

/** @param id names the page, so that two tabs are two applications */
export const fields = (
  form: Procedures.WholeForm,
  filled: Gateway.Prefill,
  id: string,
  again: Again = { sent: {}, faults: [] },
): Html =>
  html`<form method="post" action="/application">
    <input type="hidden" name="shown" value="${id}" />
    ${again.faults.length > 0 ? html`<p>Bitte prüfen Sie Ihre Angaben.</p>` : ''}
    ${fieldsOf(form).map((each) =>
      field(
        each,
        filled.fields.find((told) => told.field === each.id),
        again,
      ),
    )}
    ${filled.sources.map(source)}
    <button>Absenden</button>
  </form>`;

export const receipt = ({ id }: Procedures.SubmissionSummary): Html =>
  html`<p>Ihr Antrag ist eingegangen: <a href="/applications/${id}">${id}</a></p>`;

export const state = ({ state: now, decision }: Procedures.MySubmission): Html =>
  html`<p>${now} ${decision?.outcome} ${decision?.reason}</p>`;
