import type { VNode } from 'preact';
import { Button, ButtonLink, Buttons, Form, Subheading, Text } from '../layout/index.ts';
import type { SignedInVisit } from '../web/index.ts';
import type { WorkFile } from './case-desk.ts';
import { caseWords } from './case-words.ts';
import { type Desk, deskPath } from './cases.page.tsx';

/** Whether the register has an act for what the case offers, by which the case is closed, too. */
const canBeEntered = ({ kind, offer }: WorkFile): boolean =>
  kind === 'HOLDER_ADDRESS_CHANGED' &&
  offer?.steps.some((step) => step === 'UPDATE_ADDRESS' || step === 'KEEP_PLATE') === true;

/** Take it, enter what it offers, close it. */
export const CaseActions = ({
  found,
  visit,
  desk,
}: {
  readonly found: WorkFile;
  readonly visit: SignedInVisit;
  readonly desk: Desk;
}): VNode | null => {
  const t = caseWords(visit.language);
  const here = `${deskPath(visit, desk)}/cases/${found.id}`;
  if (found.state === 'CLOSED') return null;
  const isMine = found.takenBy === visit.person.subject;
  return (
    <>
      <Subheading>{t.work}</Subheading>
      {found.state === 'OPEN' ? (
        <Form action={`${here}/take`} formKey={visit.open.session.formKey}>
          <Text>{t.takeText}</Text>
          <Buttons>
            <Button>{t.take}</Button>
          </Buttons>
        </Form>
      ) : isMine ? (
        <>
          {canBeEntered(found) && (
            <Form action={`${here}/address`} formKey={visit.open.session.formKey}>
              <Text>{t.fetchText}</Text>
              <Buttons>
                <Button>{t.fetch}</Button>
              </Buttons>
            </Form>
          )}
          <Buttons>
            <ButtonLink kind={canBeEntered(found) ? 'secondary' : 'primary'} href={`${here}/close`}>
              {t.close}
            </ButtonLink>
          </Buttons>
        </>
      ) : (
        <Text>{t.others}</Text>
      )}
    </>
  );
};
