/** The pages of the portal, without style. */
import type { Gateway, Procedures } from '@einmal/client';
import { html, type Html } from './html.ts';

/** Of a form (docs/forms.md) what these pages show. */
interface Field {
  readonly id: string;
  readonly label: Procedures.Localised;
  readonly type: string;
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

/** What no register says is asked. */
function input({ id, type, options = [] }: Field): Html {
  if (type === 'confirmation') return html`<input type="checkbox" name="field.${id}" value="true" />`;
  if (type !== 'choice') return html`<input name="field.${id}" />`;
  return html`<select name="field.${id}">
    <option></option>
    ${options.map(({ value, label }) => html`<option value="${value}">${label.de}</option>`)}
  </select>`;
}

/** A value is told with where it comes from. */
function field(shown: Field, told: Gateway.PrefilledField | undefined): Html {
  const label = shown.label.de;
  if (told?.status !== 'PREFILLED') return html`<p><label>${label} ${input(shown)}</label></p>`;
  return html`<p>${label}: <bdi>${told.value}</bdi> (${told.authority}, ${told.asOf})</p>`;
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

export const fields = (form: Procedures.WholeForm, filled: Gateway.Prefill): Html =>
  html`<form method="post" action="/application">
    ${fieldsOf(form).map((each) =>
      field(
        each,
        filled.fields.find((told) => told.field === each.id),
      ),
    )}
    ${filled.sources.map(source)}
    <button>Absenden</button>
  </form>`;

export const receipt = ({ id }: Procedures.SubmissionSummary): Html =>
  html`<p>Ihr Antrag ist eingegangen: <a href="/applications/${id}">${id}</a></p>`;

export const state = ({ state: now, decision }: Procedures.MySubmission): Html =>
  html`<p>${now} ${decision?.outcome} ${decision?.reason}</p>`;
