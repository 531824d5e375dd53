import type { FieldType, FormField, Localised } from './form.ts';
import type { AnswerCode } from './readings.ts';

interface Told {
  readonly message: Localised;
  readonly remedy: Localised;
}

const told = (de: string, en: string, remedyDe: string, remedyEn: string): Told => ({
  message: { de, en },
  remedy: { de: remedyDe, en: remedyEn },
});

const texts: Readonly<Record<AnswerCode, Told>> = {
  MISSING: told('Diese Angabe fehlt.', 'This is missing.', 'Bitte ergänzen Sie sie.', 'Please add it.'),
  NOTHING_ENTERED: told(
    'Sie wollten diese Angaben selbst eintragen. Es steht noch keine da.',
    'You wanted to enter these data yourself. None is there yet.',
    'Füllen Sie mindestens ein Feld aus. Oder gehen Sie zurück und wählen Sie einen anderen Weg.',
    'Fill in one field at least. Or go back and choose another way.',
  ),
  UNKNOWN_FIELD: told(
    'Das Formular hat dieses Feld nicht mehr.',
    'The form does not have this field any more.',
    'Prüfen Sie, ob Sie die Angabe an anderer Stelle machen können.',
    'Look whether you can say it somewhere else.',
  ),
  NOT_SHOWN: told(
    'Diese Angabe wird nicht gebraucht.',
    'This is not needed.',
    'Sie müssen nichts tun. Die Angabe wird nicht mitgeschickt.',
    'You need not do anything. It is not sent.',
  ),
  TOO_LONG: told(
    'Der Text ist zu lang.',
    'The text is too long.',
    'Kürzen Sie den Text.',
    'Shorten the text.',
  ),
  CHARACTERS: told(
    'Der Text enthält Zeichen, die hier nicht möglich sind.',
    'The text holds characters that are not possible here.',
    'Schreiben Sie nur Buchstaben, Ziffern und übliche Satzzeichen.',
    'Write letters, digits and usual punctuation only.',
  ),
  PATTERN: told(
    'Die Angabe hat nicht die richtige Form.',
    'This does not have the right form.',
    'Lesen Sie den Hinweis am Feld.',
    'Read the hint at the field.',
  ),
  NOT_A_DAY: told(
    'Dieses Datum gibt es nicht.',
    'There is no such day.',
    'Geben Sie Tag, Monat und Jahr an.',
    'Give day, month and year.',
  ),
  TOO_EARLY: told(
    'Dieses Datum liegt zu früh.',
    'This day is too early.',
    'Wählen Sie einen späteren Tag.',
    'Choose a later day.',
  ),
  TOO_LATE: told(
    'Dieses Datum liegt zu spät.',
    'This day is too late.',
    'Wählen Sie einen früheren Tag.',
    'Choose an earlier day.',
  ),
  NOT_A_NUMBER: told(
    'Das ist keine Zahl.',
    'This is no number.',
    'Schreiben Sie nur Ziffern.',
    'Write digits only.',
  ),
  TOO_SMALL: told(
    'Die Zahl ist zu klein.',
    'The number is too small.',
    'Prüfen Sie die Zahl.',
    'Check the number.',
  ),
  TOO_LARGE: told(
    'Die Zahl ist zu groß.',
    'The number is too large.',
    'Prüfen Sie die Zahl.',
    'Check the number.',
  ),
  NOT_AN_OPTION: told(
    'Diese Auswahl gibt es nicht.',
    'There is no such option.',
    'Wählen Sie eine der Möglichkeiten.',
    'Choose one of the options.',
  ),
  NOT_CONFIRMED: told(
    'Die Bestätigung fehlt.',
    'The confirmation is missing.',
    'Setzen Sie das Häkchen, wenn die Aussage stimmt.',
    'Tick the box if the statement is right.',
  ),
  NOT_AN_ADDRESS: told(
    'Das ist keine E-Mail-Adresse.',
    'This is no e-mail address.',
    'Schreiben Sie die Adresse so: name@beispiel.de',
    'Write the address like this: name@example.org',
  ),
  MALFORMED: told(
    'Die Angabe hat nicht die richtige Form.',
    'This does not have the right form.',
    'Vergleichen Sie die Angabe mit Ihren Unterlagen.',
    'Compare it with your papers.',
  ),
  CHECK_DIGIT: told(
    'Die Prüfziffer stimmt nicht. Es ist wohl ein Tippfehler.',
    'The check digit is wrong. It is probably a typing error.',
    'Vergleichen Sie jede Ziffer mit Ihren Unterlagen.',
    'Compare each digit with your papers.',
  ),
  NOT_KNOWN: told(
    'Diese Angabe ist nicht bekannt.',
    'This is not known.',
    'Vergleichen Sie die Angabe mit Ihren Unterlagen.',
    'Compare it with your papers.',
  ),
};

const examples: Readonly<Partial<Record<FieldType, Localised>>> = {
  plate: {
    de: 'Schreiben Sie das Kennzeichen mit Bindestrich und Leerzeichen: H-AB 123',
    en: 'Write the plate with hyphen and blank: H-AB 123',
  },
  euid: {
    de: 'Schreiben Sie die Kennung so: DEP2305.HRB12345',
    en: 'Write the identifier like this: DEP2305.HRB12345',
  },
  registerNumber: {
    de: 'Schreiben Sie die Nummer so: HRB 12345',
    en: 'Write the number like this: HRB 12345',
  },
  registerCourt: {
    de: 'Schreiben Sie die Kennung des Gerichts so: P2305',
    en: 'Write the code of the court like this: P2305',
  },
  postcode: { de: 'Schreiben Sie fünf Ziffern: 30159', en: 'Write five digits: 30159' },
  phone: { de: 'Schreiben Sie die Nummer so: 0511 123456', en: 'Write the number like this: 0511 123456' },
};

/** No text repeats what was typed: it may be personal. */
export function textsOf(code: AnswerCode, field?: FormField): Told {
  const usual = texts[code];
  const { message = usual.message } = (code === 'PATTERN' && field?.validation) || {};
  const isForm = code === 'MALFORMED' || (code === 'NOT_A_NUMBER' && field?.type === 'phone');
  return { message, remedy: (isForm && field && examples[field.type]) || usual.remedy };
}
