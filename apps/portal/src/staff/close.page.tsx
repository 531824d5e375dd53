import type { DeskRegister } from '../portal.config.ts';
import {
  Button,
  ButtonLink,
  Buttons,
  type Fault,
  FaultSummary,
  Form,
  Heading,
  Radios,
  Subheading,
  TextInput,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { type Kind, outcomesOf } from './case-desk.ts';
import { CaseMatter, CaseStanding, History, NoticeBox, type ShownCase } from './case.page.tsx';
import { caseWords, kindWords, outcomeWords } from './case-words.ts';
import { type Desk, deskPath } from './cases.page.tsx';
import type { Entered, Typed } from './task.tsx';

export function closeFaults(register: DeskRegister, kind: Kind, typed: Typed, language: Language): Fault[] {
  const t = caseWords(language);
  const isKnown = outcomesOf[kind].some((each) => each === typed['outcome']);
  const needsGround = register === 'residents' && (typed['ground'] ?? '').trim() === '';
  return [
    ...(isKnown ? [] : [{ field: 'outcome', detail: t.noOutcome }]),
    ...(needsGround ? [{ field: 'ground', detail: t.noReason }] : []),
  ];
}

export function closeView(
  visit: SignedInVisit,
  desk: Desk,
  shown: ShownCase,
  { typed, faults, notice }: Entered,
): View {
  const { language, open } = visit;
  const t = caseWords(language);
  const { found } = shown;
  const here = `${deskPath(visit, desk)}/cases/${found.id}`;
  return {
    title: (faults.length > 0 || notice ? t.fault : '') + t.close,
    back: here,
    ...(notice && { status: 409 }),
    ...(faults.length > 0 && { status: 400 }),
    main: (
      <>
        <FaultSummary faults={faults} language={language} />
        <Heading>{t.close}</Heading>
        <NoticeBox notice={notice} />
        <Form action={`${here}/close`} formKey={open.session.formKey}>
          <Radios
            name="outcome"
            label={t.how}
            hint={t.outcomeHint}
            value={typed['outcome'] ?? ''}
            options={outcomesOf[found.kind].map((value) => ({ value, label: outcomeWords(language)[value] }))}
            {...{ faults, language }}
          />
          {desk.register === 'residents' && (
            <TextInput
              name="ground"
              label={t.reason}
              hint={t.reasonHint}
              value={typed['ground'] ?? ''}
              rows={3}
              {...{ faults, language }}
            />
          )}
          <Buttons>
            <Button>{t.send}</Button>
            <ButtonLink kind="tertiary" href={here}>
              {t.back}
            </ButtonLink>
          </Buttons>
        </Form>
        <Subheading>{kindWords(language)[found.kind]}</Subheading>
        <CaseStanding {...shown} desk={desk} visit={visit} />
        <CaseMatter {...shown} desk={desk} visit={visit} />
        <History found={found} language={language} />
      </>
    ),
  };
}
