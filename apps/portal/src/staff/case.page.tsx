import type { VNode } from 'preact';
import type { DeskRegister } from '../portal.config.ts';
import {
  Alert,
  Badge,
  Bullets,
  dayText,
  Description,
  Heading,
  instantText,
  lawText,
  localised,
  RegisterLines,
  RegisterText,
  Small,
  Subheading,
  Text,
} from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { Closing, Taking } from './case-actions.tsx';
import type { WorkFile } from './case-desk.ts';
import type { CaseRecord } from './case-record.ts';
import {
  actWords,
  caseWords,
  enquiryWords,
  kindTexts,
  kindWords,
  outcomeWords,
  stepWords,
} from './case-words.ts';
import { type Desk, deskPath, stateKinds } from './cases.page.tsx';
import { takenText } from './inbox.page.tsx';
import type { Notice } from './notices.ts';
import type { EvidenceTypes } from './titles.service.ts';
import { valueText } from './values.tsx';

export interface ShownCase {
  readonly found: WorkFile;
  readonly types: EvidenceTypes;
  /** Absent where the register does not show it to this officer. */
  readonly record?: CaseRecord;
}

const markOf = { residents: 'bornOn', vehicles: 'plate', business: 'number' } as const;

export const NoticeBox = ({ notice }: { readonly notice: Notice | undefined }): VNode | null =>
  notice === undefined ? null : (
    <Alert kind="warning" title={notice.title} id="not-done">
      <Text>{notice.text}</Text>
    </Alert>
  );

export function caseView(visit: SignedInVisit, desk: Desk, shown: ShownCase, notice?: Notice): View {
  const { language } = visit;
  const { kind } = shown.found;
  return {
    title: kindWords(language)[kind],
    back: deskPath(visit, desk),
    ...(notice && { status: 409 }),
    main: (
      <>
        <Heading>{kindWords(language)[kind]}</Heading>
        <NoticeBox notice={notice} />
        <CaseStanding {...shown} desk={desk} visit={visit} />
        <Taking found={shown.found} visit={visit} desk={desk} />
        <CaseMatter {...shown} desk={desk} visit={visit} />
        <Closing found={shown.found} visit={visit} desk={desk} />
        <History found={shown.found} language={language} />
      </>
    ),
  };
}

type AtDesk = ShownCase & { readonly desk: Desk; readonly visit: SignedInVisit };

/** Whose record it is about, and how far it is. */
export const CaseStanding = ({ found, record, desk, visit }: AtDesk): VNode => {
  const { language } = visit;
  const t = caseWords(language);
  const { kind, state, outcome } = found;
  return (
    <>
      <Text>{kindTexts(language)[kind]}</Text>
      {record && (
        <Description
          entries={[
            { key: t.whose, value: <RegisterText>{record.name}</RegisterText> },
            { key: t[markOf[desk.register]], value: valueText(record.mark, language) },
          ]}
        />
      )}
      <p class="kern-body">
        {t.since(dayText(found.effectiveOn, language), kind === 'VALUE_DOUBTED')}.{' '}
        <Badge kind={stateKinds[state]}>{t[state]}</Badge>
      </p>
      {state === 'TAKEN' && (
        <Small>
          {t.takenBy} {takenText(found.takenBy, visit)}
        </Small>
      )}
      {outcome && <Text>{t.ended(outcomeWords(language)[outcome])}</Text>}
    </>
  );
};

/** What it is about, and what can be done. */
export const CaseMatter = ({ found, types, desk, visit: { language } }: AtDesk): VNode => {
  const t = caseWords(language);
  const { state, words, fields = [], enquiry = 'NONE', offer } = found;
  const isOpen = state !== 'CLOSED';
  return (
    <>
      {words !== undefined && (
        <>
          <Subheading>{t.words}</Subheading>
          <blockquote class="kern-body written">
            <RegisterLines>{words}</RegisterLines>
          </blockquote>
        </>
      )}
      {fields.length > 0 && (
        <>
          <Subheading>{t.fields}</Subheading>
          <Bullets items={fields.map((path) => fieldTitle(path, desk.register, types, language))} />
        </>
      )}
      {isOpen && enquiry !== 'NONE' && <Text>{enquiryWords(language)[enquiry]}</Text>}
      {isOpen && offer && (
        <>
          <Subheading>{t.offer}</Subheading>
          <Bullets items={offer.steps.map((step) => stepWords(language)[step])} />
          <Small>{t.ground(lawText(offer.legalBasis, language))}</Small>
        </>
      )}
    </>
  );
};

export const History = ({
  found,
  language,
}: Pick<ShownCase, 'found'> & { readonly language: Language }): VNode => {
  const t = caseWords(language);
  return (
    <>
      <Subheading>{t.history}</Subheading>
      <ol class="history">
        {found.acts.map(({ act, at }) => (
          <li>
            <p class="kern-body">{actWords(language)[act]}</p>
            <Small>{instantText(at, language)}</Small>
          </li>
        ))}
      </ol>
    </>
  );
};

/** A doubt names the fields by path alone: any evidence of the register knows what they are called. */
function fieldTitle(path: string, register: DeskRegister, types: EvidenceTypes, language: Language): string {
  const fields = [...types.values()]
    .filter((type) => type.register === register)
    .flatMap((type) => type.fields);
  return localised(fields.find((field) => field.path === path)?.title, language) || path;
}
