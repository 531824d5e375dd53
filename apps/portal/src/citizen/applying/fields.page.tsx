import type { ComponentChildren, VNode } from 'preact';
import type { Answers, FormField, FormPage } from '#libs/forms';
import { HardWords, proofText } from '../../evidence/index.ts';
import {
  Alert,
  type Both,
  Button,
  Buttons,
  type Fault,
  Form,
  InputGroup,
  Link,
  localised,
  Text,
  words,
} from '../../layout/index.ts';
import type { Language } from '../../sessions/index.ts';
import type { SignedInVisit, View } from '../../web/index.ts';
import type { Open } from './applications.service.ts';
import { stepView } from './frame.tsx';
import { FieldInput, SavedElsewhere } from './input.tsx';
import { Released } from './released.tsx';
import { namingFields, placeOf, type TypedGroup, typedGroups } from './steps.rules.ts';
import { stateOf } from './typed.rules.ts';

const say = words({
  own: ['Diese Angaben machen Sie selbst', 'These data you state yourself'],
  oneOf: ['Füllen Sie mindestens ein Feld aus', 'Fill in at least one field'],
  oneOfPages: (pages: string): Both => [
    `Füllen Sie mindestens ein Feld aus, hier oder bei ${pages}`,
    `Fill in at least one field, here or under ${pages}`,
  ],
  page: (title: string, fields: string): Both => [`„${title}“ (${fields})`, `“${title}” (${fields})`],
  or: [' oder ', ' or '],
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
  const groups = typedGroups(page, open);
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
        <HardWords
          texts={[
            ...page.fields.map(({ label }) => localised(label, language)),
            ...groups.map(({ source }) => localised(source?.paper, language)),
          ]}
          language={language}
        />
        <Form action={path} formKey={session.session.formKey}>
          <input type="hidden" name="shown-state" value={stateOf(open, page.id)} />
          {groups.map((group) => (
            <Grouped group={group} language={language}>
              {group.fields.map((field) => (
                <>
                  <FieldInput
                    field={field}
                    isOptional={!field.required && !group.needsOne}
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
            </Grouped>
          ))}
          <Buttons>
            <Button>{t.on}</Button>
          </Buttons>
        </Form>
        {groups
          .flatMap(({ source }) => source ?? [])
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

/** What a register would have told says what is needed of it, and what paper shows it. */
function Grouped({
  group: { fields, source, needsOne, otherPages },
  language,
  children,
}: {
  readonly group: TypedGroup;
  readonly language: Language;
  readonly children: ComponentChildren;
}): VNode {
  if (source === undefined) return <>{children}</>;
  const t = say(language);
  const pages = otherPages
    .map((page) => {
      const of = page.fields.filter((field) => field.source?.evidenceType === source.evidenceType);
      const labels = of.map(({ label }) => localised(label, language)).join(', ');
      return t.page(localised(page.title, language), labels);
    })
    .join(t.or);
  const title = !needsOne ? t.own : pages === '' ? t.oneOf : t.oneOfPages(pages);
  return (
    <InputGroup id={`${fields[0]!.id}-group`} title={title} hint={proofText(source, language)}>
      {children}
    </InputGroup>
  );
}
