import type { Vehicles } from '#libs/client';
import {
  Button,
  ButtonLink,
  Buttons,
  Description,
  Form,
  Heading,
  RegisterText,
  Small,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import type { WorkFile } from './case-desk.ts';
import { type Desk, deskPath } from './cases.page.tsx';
import { addressLine } from './prepared-act.tsx';

const say = words({
  title: ['Neue Anschrift eintragen', 'Enter the new address'],
  nothing: [
    'Aus dem Melderegister kamen keine Angaben. Gründe teilt das Register nicht mit. Bitte fragen Sie bei der Halterin oder dem Halter nach.',
    'The residents register returned no data. It gives no reasons. Please ask the holder.',
  ],
  shown: [
    'Diese Anschrift wurde eben abgerufen. Sie wird hier nicht gespeichert, und die Person sieht den Abruf.',
    'This address was fetched just now. It is not kept here, and the person sees the retrieval.',
  ],
  address: ['Neue Anschrift', 'New address'],
  plate: ['Kennzeichen', 'Number plate'],
  lock: [
    'Bedingter Sperrvermerk: nur verwenden, wenn eine Gefährdung ausgeschlossen ist.',
    'Conditional lock: use it only where harm is excluded.',
  ],
  does: [
    'Die Anschrift wird im Fahrzeugregister eingetragen, und der Fall ist damit abgeschlossen.',
    'The address is entered in the vehicle register, and the case is closed with it.',
  ],
  enter: ['Anschrift eintragen', 'Enter the address'],
  back: ['Zurück zum Fall', 'Back to the case'],
});

export interface ShownAddress {
  readonly found: WorkFile;
  readonly answer: Vehicles.AddressAnswer;
  readonly vehicle: Vehicles.VehicleRecord;
}

/** What a register told is sent back with the entry by the officer who saw it: nobody keeps it in between. */
export const ADDRESS_PARTS = [
  'ags',
  'postcode',
  'place',
  'street',
  'houseNumber',
  'houseNumberLetter',
  'houseNumberPart',
  'addition',
] as const;

export function newAddressView(visit: SignedInVisit, desk: Desk, shown: ShownAddress): View {
  const { language, open } = visit;
  const t = say(language);
  const { found, answer, vehicle } = shown;
  const here = `${deskPath(visit, desk)}/cases/${found.id}`;
  const { address } = answer;
  return {
    title: t.title,
    back: here,
    main: (
      <>
        <Heading>{t.title}</Heading>
        {address === undefined ? (
          <>
            <Text>{t.nothing}</Text>
            <ButtonLink href={here}>{t.back}</ButtonLink>
          </>
        ) : (
          <>
            <Description
              entries={[
                { key: t.plate, value: <RegisterText>{vehicle.plate}</RegisterText> },
                {
                  key: t.address,
                  value: <RegisterText>{addressLine({ ...address }, language)}</RegisterText>,
                },
              ]}
            />
            <Small>{t.shown}</Small>
            {address.conditionalLock === true && <Text>{t.lock}</Text>}
            <Text>{t.does}</Text>
            <Form action={`${here}/entry`} formKey={open.session.formKey}>
              <input type="hidden" name="version" value={vehicle.version} />
              {ADDRESS_PARTS.map(
                (part) => address[part] && <input type="hidden" name={part} value={address[part]} />,
              )}
              <Buttons>
                <Button>{t.enter}</Button>
                <ButtonLink kind="tertiary" href={here}>
                  {t.back}
                </ButtonLink>
              </Buttons>
            </Form>
          </>
        )}
      </>
    ),
  };
}
