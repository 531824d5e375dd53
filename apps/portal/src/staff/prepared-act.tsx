import type { VNode } from 'preact';
import type { Procedures } from '#libs/client';
import { type Both, Description, Subheading, Text, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { valueText } from './values.tsx';

const say = words({
  title: ['Vorbereitete Eintragung', 'Prepared entry'],
  text: [
    'Wenn Sie bewilligen, kann die Registerstelle das so eintragen. Von selbst geschieht es nicht.',
    'When you grant it, the office of the register can enter this. It does not happen by itself.',
  ],
  changeAddress: [
    'Im Fahrzeugregister wird die neue Anschrift der Halterin oder des Halters eingetragen.',
    'The new address of the holder is entered in the vehicle register.',
  ],
  takeOver: [
    'Das Fahrzeug wird von der bisherigen Zulassungsbehörde übernommen, mit der neuen Anschrift.',
    'The vehicle is taken over from the former vehicle office, with the new address.',
  ],
  anything: ['Es ist eine Eintragung in einem Register vorbereitet.', 'An entry in a register is prepared.'],
  address: ['Neue Anschrift', 'New address'],
  newPlate: ['Neues Kennzeichen', 'New number plate'],
  plate: ['Kennzeichen', 'Number plate'],
  vin: ['Fahrzeug-Identifizierungsnummer', 'Vehicle identification number'],
  holder: ['Halterin oder Halter', 'Holder'],
  effectiveOn: ['Gilt ab', 'Holds from'],
  line: (street: string, place: string): Both => [`${street}, ${place}`, `${street}, ${place}`],
});

type Part = Readonly<Record<string, unknown>>;
const shown = ['plate', 'vin', 'holder', 'newPlate', 'effectiveOn'] as const;

/** What would be entered, in words; paths and versions are the machine's business. */
export const PreparedAct = ({
  act: { path, body },
  language,
}: {
  readonly act: Procedures.PreparedAct;
  readonly language: Language;
}): VNode => {
  const t = say(language);
  const does = path.endsWith('/change-holder-address')
    ? t.changeAddress
    : path.endsWith('/take-over')
      ? t.takeOver
      : t.anything;
  const address = body['address'] as Part | undefined;
  return (
    <>
      <Subheading>{t.title}</Subheading>
      <Text>{does}</Text>
      <Description
        entries={[
          ...(address
            ? [{ key: t.address, value: valueText(addressLine(address, language), language) }]
            : []),
          ...shown.flatMap((member) =>
            body[member] === undefined
              ? []
              : [{ key: t[member], value: valueText(told(member, body[member]), language) }],
          ),
        ]}
      />
      <Text>{t.text}</Text>
    </>
  );
};

/** Of a plate its letters, of a holder the name. */
function told(member: (typeof shown)[number], value: unknown): unknown {
  const part = value as Part;
  if (member === 'newPlate') return part['plate'];
  return member === 'holder' ? [part['givenNames'], part['familyName']].filter(Boolean).join(' ') : value;
}

const joined = (address: Part, parts: readonly string[]): string =>
  parts
    .map((part) => address[part])
    .filter((value) => typeof value === 'string' && value !== '')
    .join(' ');

const house = ['street', 'houseNumber', 'houseNumberLetter', 'houseNumberPart', 'addition'];

export const addressLine = (address: Part, language: Language): string =>
  say(language).line(joined(address, house), joined(address, ['postcode', 'place']));
