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

interface OfDesk {
  readonly found: WorkFile;
  readonly visit: SignedInVisit;
  readonly desk: Desk;
}

const pathOf = ({ found, visit, desk }: OfDesk): string => `${deskPath(visit, desk)}/cases/${found.id}`;

/** Before all that is to be read: whose work it is. */
export const Taking = (of: OfDesk): VNode | null => {
  const { language, open, person } = of.visit;
  const { state, takenBy } = of.found;
  const t = caseWords(language);
  if (state === 'OPEN')
    return (
      <Form action={`${pathOf(of)}/take`} formKey={open.session.formKey}>
        <Text>{t.takeText}</Text>
        <Buttons>
          <Button>{t.take}</Button>
        </Buttons>
      </Form>
    );
  return state === 'TAKEN' && takenBy !== person.subject ? <Text>{t.others}</Text> : null;
};

/** What who has taken it does with it: enter what it offers, and close it. */
export const Closing = (of: OfDesk): VNode | null => {
  const { language, open, person } = of.visit;
  const { found } = of;
  const t = caseWords(language);
  if (found.state !== 'TAKEN' || found.takenBy !== person.subject) return null;
  return (
    <>
      <Subheading>{t.work}</Subheading>
      {canBeEntered(found) && (
        <Form action={`${pathOf(of)}/address`} formKey={open.session.formKey}>
          <Text>{t.fetchText}</Text>
          <Buttons>
            <Button>{t.fetch}</Button>
          </Buttons>
        </Form>
      )}
      <Buttons>
        <ButtonLink kind={canBeEntered(found) ? 'secondary' : 'primary'} href={`${pathOf(of)}/close`}>
          {t.close}
        </ButtonLink>
      </Buttons>
    </>
  );
};
