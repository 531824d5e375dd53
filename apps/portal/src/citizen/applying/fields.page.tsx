import type { Answers, FormField, FormPage } from '#libs/forms';
import {
  Alert,
  type Both,
  Button,
  Buttons,
  type Fault,
  Form,
  Link,
  localised,
  Text,
  words,
} from '../../layout/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Open } from './applications.service.ts';
import { stepView } from './frame.tsx';
import { FieldInput, SavedElsewhere } from './input.tsx';
import { Released } from './released.tsx';
import { namingFields, placeOf, shownSources } from './steps.rules.ts';
import { stateOf } from './typed.rules.ts';

const say = words({
  otherWay: (source: string): Both => [`Anderer Weg: ${source}`, `Another way: ${source}`],
  on: ['Speichern und weiter', 'Save and continue'],
  back: ['Ihre Eingaben sind noch da', 'Your entries are still here'],
  backText: [
    'Diese Seite konnte nicht gespeichert werden, als Sie sie gesendet haben. Prüfen Sie die Eingaben und senden Sie die Seite noch einmal.',
    'This page could not be saved when you sent it. Check the entries and send the page again.',
  ],
  other: [
    'In einem anderen Fenster wurde etwas anderes gespeichert',
    'Something else was saved in another window',
  ],
  otherText: [
    'Unten steht beides. Lassen Sie stehen, was richtig ist, und speichern Sie noch einmal.',
    'Both stand below. Leave what is right, and save again.',
  ],
  newForm: ['Das Formular wurde geändert', 'The form has changed'],
  newFormText: [
    'Ihre Angaben sind noch da. Bitte prüfen Sie sie.',
    'Your entries are still here. Please check them.',
  ],
});

export interface FieldsPage {
  readonly open: Open;
  readonly page: FormPage;
  /** As it was typed; absent: as it was saved. */
  readonly typed?: Answers;
  readonly faults?: readonly Fault[];
  /** That another window saved otherwise. */
  readonly others?: readonly FormField[];
  readonly isUnsent?: boolean;
}

/** What the applicant types, one page of the form at a time. */
export function fieldsView(visit: SignedInVisit, given: FieldsPage): View {
  const { language, open: session, path } = visit;
  const { open, page, faults = [], others = [], isUnsent = false } = given;
  const t = say(language);
  const typed = given.typed ?? open.answers;
  const { acting } = open.application;
  const view = stepView(visit, {
    applying: open,
    heading: localised(page.title, language),
    step: `fields/${page.id}`,
    faults,
    children: (
      <>
        {isUnsent && (
          <Alert kind="info" title={t.back} id="still-here">
            <Text>{t.backText}</Text>
          </Alert>
        )}
        {others.length > 0 && (
          <Alert kind="warning" title={t.other} id="saved-otherwise">
            <Text>{t.otherText}</Text>
          </Alert>
        )}
        {open.draft.currentFormVersion !== undefined && (
          <Alert kind="info" title={t.newForm} id="new-form">
            <Text>{t.newFormText}</Text>
          </Alert>
        )}
        {page.fields.some(({ id }) => namingFields(open.form).has(id)) && (
          <Released applying={open} language={language} />
        )}
        {page.help && <Text>{localised(page.help, language)}</Text>}
        <Form action={path} formKey={session.session.formKey}>
          <input type="hidden" name="shown-state" value={stateOf(open, page.id)} />
          {page.fields.map((field) => (
            <>
              <FieldInput
                field={field}
                answers={typed}
                faults={faults}
                language={language}
                isForAnother={acting !== undefined && acting.as !== 'MYSELF'}
              />
              {others.includes(field) && (
                <SavedElsewhere field={field} answers={open.answers} language={language} />
              )}
            </>
          ))}
          <Buttons>
            <Button>{t.on}</Button>
          </Buttons>
        </Form>
        {shownSources(open)
          .filter(
            ({ evidenceType }) =>
              open.application.decided[evidenceType]?.way === 'ENTER_IT' &&
              page.fields.some(({ source }) => source?.evidenceType === evidenceType),
          )
          .map((source) => (
            <Text>
              <Link href={`/${language}/applications/${open.id}/sources/${placeOf(open.form, source)}`}>
                {t.otherWay(localised(source.title, language))}
              </Link>
            </Text>
          ))}
      </>
    ),
  });
  return others.length > 0 ? { ...view, status: 409 } : view;
}
