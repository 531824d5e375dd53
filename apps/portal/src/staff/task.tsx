import type { VNode } from 'preact';
import {
  Button,
  ButtonLink,
  Buttons,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  localised,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { NoticeBox } from './case.page.tsx';
import type { Notice } from './notices.ts';
import { Contents } from './submission-contents.tsx';
import type { ShownSubmission } from './titles.service.ts';

const say = words({
  fault: ['Fehler: ', 'Error: '],
  cancel: ['Zurück zum Antrag', 'Back to the application'],
});

export type Typed = Readonly<Record<string, string>>;

export interface Entered {
  readonly typed: Typed;
  readonly faults: readonly Fault[];
  readonly notice?: Notice;
}

interface TaskParts {
  readonly title: string;
  readonly send: string;
  readonly inputs: VNode;
}

/** The form of one task, and below it what it is about, as it stands now. */
export function taskView(
  below: string,
  { language, open }: SignedInVisit,
  shown: ShownSubmission,
  { faults, notice }: Entered,
  { title, send, inputs }: TaskParts,
): View {
  const t = say(language);
  const { submission, form } = shown;
  const here = `/${language}/clerk/cases/${submission.id}`;
  const isFaulty = faults.length > 0;
  return {
    title: (isFaulty || notice ? t.fault : '') + title,
    back: here,
    ...(notice && { status: 409 }),
    ...(isFaulty && { status: 400 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{title}</Heading>
        <NoticeBox notice={notice} />
        <Text>{localised(form?.title, language)}</Text>
        <Form action={`${here}/${below}`} formKey={open.session.formKey}>
          <input type="hidden" name="version" value={submission.version} />
          {inputs}
          <Buttons>
            <Button>{send}</Button>
            <ButtonLink kind="tertiary" href={here}>
              {t.cancel}
            </ButtonLink>
          </Buttons>
        </Form>
        <Contents {...shown} language={language} />
      </>
    ),
  };
}
