import type { FormPolicy } from './form-policy.ts';
import { lintForm } from './lint.ts';
import type { Form } from './form.ts';

/** A form of two pages in `example.yaml`: the kind of dog, its plate and owner, and what a register says of the owner. */
export const exampleText = `id: example
version: 1
title: { de: Hund anmelden, en: Register a dog }
authority: dog-office
purpose: dog-tax
legalBasis: []
subjects:
  - id: owner
    kind: idnr
    title: { de: Sie, en: You }
  - id: car
    kind: plate
    title: { de: Auto, en: Car }
    typed: { field: plate }
sources:
  - evidenceType: residents.address.v1
    subject: owner
    title: { de: Anschrift, en: Address }
    otherWays: [ENTER_IT, BRING_PAPER]
    paper: { de: Meldebescheinigung, en: Certificate of residence }
  - evidenceType: vehicles.holder.v1
    subject: car
    title: { de: Auto, en: Car }
    otherWays: [ENTER_IT]
    shownWhen:
      - { field: comesByCar, is: [true] }
pages:
  - id: dog
    title: { de: Hund, en: Dog }
    fields:
      - id: kind
        label: { de: Art, en: Kind }
        type: choice
        required: true
        options:
          - { value: BIG, label: { de: groß, en: big } }
          - { value: SMALL, label: { de: klein, en: small } }
      - id: reason
        label: { de: Grund, en: Reason }
        type: text
        required: true
        shownWhen:
          - { field: kind, is: [BIG] }
      - id: comesByCar
        label: { de: Mit dem Auto, en: By car }
        type: boolean
      - id: plate
        label: { de: Kennzeichen, en: Plate }
        type: plate
        required: true
        shownWhen:
          - { field: comesByCar, is: [true] }
  - id: owner
    title: { de: Sie, en: You }
    fields:
      - id: street
        label: { de: Straße, en: Street }
        type: text
        required: true
        source:
          evidenceType: residents.address.v1
          parts:
            - field: address.street
            - { field: address.houseNumber, before: ' ' }
            - field: address.houseNumberLetter
      - id: residence
        label: { de: Wohnung, en: Home }
        type: choice
        options:
          - { value: SOLE, label: { de: einzige, en: only } }
          - { value: MAIN, label: { de: Haupt, en: main } }
        source: { evidenceType: residents.address.v1, field: residenceType }
      - id: since
        label: { de: Seit, en: Since }
        type: day
        validation: { earliest: '2000-01-01', latest: today }
`;

const text = { type: ['string', 'null'] };

const grant = {
  authority: 'dog-office',
  purpose: 'dog-tax',
  ground: { kind: 'CHOICE' },
  validFrom: '2026-01-01',
  lastDay: '2026-12-31',
};

export const examplePolicy: FormPolicy = {
  authorities: [{ id: 'dog-office' }],
  purposes: [{ id: 'dog-tax' }],
  grants: [
    {
      ...grant,
      evidenceType: 'residents.address.v1',
      subjectKinds: ['idnr'],
      fields: [
        'address.street',
        'address.houseNumber',
        'address.houseNumberLetter',
        'residenceType',
        'movedInOn',
        'nationalities',
      ],
    },
    { ...grant, evidenceType: 'vehicles.holder.v1', subjectKinds: ['plate'], fields: ['plate'] },
    {
      ...grant,
      evidenceType: 'residents.identity.v1',
      subjectKinds: ['idnr'],
      fields: ['familyName'],
      ground: { kind: 'STATUTE' },
    },
  ],
  evidenceTypes: new Map(
    ['residents.address.v1', 'vehicles.holder.v1', 'residents.identity.v1'].map((id) => [
      id,
      {
        id,
        subjectKinds: ['idnr', 'plate'],
        fields: {},
        schema: {
          properties: {
            address: { properties: { street: text, houseNumber: text, houseNumberLetter: text } },
            residenceType: { type: ['string', 'null'], enum: ['SOLE', 'MAIN', null] },
            movedInOn: { type: 'string', format: 'date' },
            nationalities: { type: 'array' },
          },
        },
      },
    ]),
  ),
};

export const exampleForm = (): Form => lintForm('example.yaml', exampleText).form!;
