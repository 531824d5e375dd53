import type { Localised } from '../forms/index.ts';
import type { Application, AssessedRule, Assessment, Procedure } from './procedure.ts';
import { areNamedAlike, namesAt, ReleasedValues } from './released-values.ts';
import { assessed, type RuleTexts } from './rule-texts.ts';
import { isStatedCompany, statedCompany } from './stated-subjects.ts';

/** Fields of the form. */
const BEGINS_ON = 'beginsOn';
const LEGAL_KIND = 'legalKind';

/**
 * Notice of a trade (GewO §14). It is a notice, so there is nothing to grant: the trade office looks at it, and confirms
 * that it came (§15(1)).
 */
export class TradeNotice implements Procedure {
  readonly form = 'trade-notice';

  decide(application: Application): Assessment {
    const person = ReleasedValues.of(application, 'residents');
    const company = ReleasedValues.of(application, 'business');
    return {
      rules: [
        assessed(identity, person && person.text('familyName') !== ''),
        ...(application.statements[LEGAL_KIND] === 'PERSON'
          ? []
          : [
              assessed(statedCompany('GewO §14(1)'), isStatedCompany(application, company)),
              isActive(company),
              hasSeat(company),
              isRepresentative(person, company, saysOf(application)),
            ]),
        begins(application),
      ],
      outcome: 'CLERK',
    };
  }
}

function isActive(company: ReleasedValues | undefined): AssessedRule {
  const status = company?.text('status') ?? '';
  if (!company || status === '') return assessed(active, undefined);
  return assessed(active, status === 'ACTIVE' && company.text('endedOn') === '');
}

/** The place of the trade may be another one than the seat: then the notice is made there. */
function hasSeat(company: ReleasedValues | undefined): AssessedRule {
  const place = company?.text('seat.place') ?? '';
  return assessed(seat, place === '' ? undefined : true);
}

/** What the commercial register said of the applicant when the evidence was taken, where an officer released it. */
function saysOf({ evidence }: Application): Localised | undefined {
  const given = evidence.find(({ givenAs, state }) => givenAs === 'OFFICER' && state === 'EVIDENCE');
  if (given === undefined) return undefined;
  return given.isGivenJointly ? jointly : alone;
}

/** The register itself says it of who acts as an officer; otherwise only evidence that names them can (HGB §9(1)). */
function isRepresentative(
  person: ReleasedValues | undefined,
  company: ReleasedValues | undefined,
  said: Localised | undefined,
): AssessedRule {
  if (said) return assessed(representative, true, said);
  const officers = company?.at('officers');
  if (!person || !Array.isArray(officers)) return assessed(representative, undefined);
  const own = namesAt(person);
  const born = person.text('birthDate');
  const named = officers.some((each: Partial<Record<string, unknown>>) => {
    const [familyName, givenNames, birthDate] = [each['familyName'], each['givenNames'], each['birthDate']];
    const alike = areNamedAlike(own, { familyName: textOf(familyName), givenNames: textOf(givenNames) });
    return alike && (born === '' || textOf(birthDate) === '' || birthDate === born);
  });
  return assessed(representative, named);
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');

/** A notice is made when the trade begins (GewO §14(1)), not long before. */
function begins({ statements, today }: Application): AssessedRule {
  const on = statements[BEGINS_ON] ?? '';
  return assessed(begun, on === '' ? undefined : on <= today);
}

const identity: RuleTexts = {
  rule: 'identity-known',
  title: { de: 'Die Person ist bekannt', en: 'The person is known' },
  ground: 'GewO §14(4)',
  yes: { de: 'Die Angaben stammen aus dem Melderegister.', en: 'The residents register told it.' },
  no: { de: 'Der Name fehlt.', en: 'The name is missing.' },
};
const active: RuleTexts = {
  rule: 'company-active',
  title: { de: 'Die Firma besteht', en: 'The company exists' },
  ground: 'GewO §14(1)',
  yes: {
    de: 'Sie ist eingetragen und nicht in Auflösung.',
    en: 'It is entered, and not being wound up.',
  },
  no: {
    de: 'Sie ist gelöscht, in Auflösung oder insolvent.',
    en: 'It is deleted, being wound up or insolvent.',
  },
};
const seat: RuleTexts = {
  rule: 'seat-known',
  title: { de: 'Der Sitz ist bekannt', en: 'The seat is known' },
  ground: 'GewO §14(1)',
  yes: { de: 'Das Handelsregister nennt ihn.', en: 'The Handelsregister names it.' },
  no: { de: 'Er fehlt.', en: 'It is missing.' },
};
const representative: RuleTexts = {
  rule: 'applicant-represents',
  title: {
    de: 'Wer anzeigt, vertritt die Firma',
    en: 'Who gives the notice represents the company',
  },
  ground: 'GewO §14(1)',
  yes: { de: 'Das Handelsregister nennt die Person.', en: 'The Handelsregister names the person.' },
  no: {
    de: 'Das Handelsregister nennt die Person nicht. Eine Vollmacht ist vorzulegen.',
    en: 'The Handelsregister does not name the person. An authority has to be shown.',
  },
  unknown: {
    de: 'Der Nachweis nennt niemanden, der die Firma vertritt.',
    en: 'The evidence names nobody who represents the company.',
  },
};
const alone: Localised = {
  de: 'Das Handelsregister hat bei der Übergabe bestätigt: Wer anzeigt, vertritt die Firma allein.',
  en: 'The Handelsregister confirmed when it was handed over: who gives the notice represents the company alone.',
};
const jointly: Localised = {
  de: 'Das Handelsregister hat bei der Übergabe bestätigt: Wer anzeigt, vertritt die Firma mit einer zweiten Person; auch diese hat zugestimmt.',
  en: 'The Handelsregister confirmed when it was handed over: who gives the notice represents the company with a second person, who has agreed, too.',
};
const begun: RuleTexts = {
  rule: 'trade-begins',
  title: { de: 'Das Gewerbe beginnt', en: 'The trade begins' },
  ground: 'GewO §14(1)',
  yes: { de: 'Der Tag ist gekommen.', en: 'The day has come.' },
  no: { de: 'Der Tag liegt noch vor uns.', en: 'The day is still to come.' },
  unknown: { de: 'Der Tag ist nicht angegeben.', en: 'The day is not given.' },
};
