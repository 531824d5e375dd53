import { sideBySide } from '#libs/terminal';
import type { Application, InboxSubmission, Prefilled, Submission } from './application.ts';
import { citizen } from './cast.ts';

export interface Screen {
  readonly write: (text: string) => void;
  readonly width: number;
}

export interface Scene {
  readonly citizen?: readonly string[];
  readonly clerk?: readonly string[];
  readonly register?: readonly string[];
}

export type Play = (title: string, seen: Scene) => void;

/** @param clerk login of whoever works on it @param register who is shown beside them */
export const playOn =
  ({ write, width }: Screen, clerk: string, register: string): Play =>
  (title, seen) => {
    const heads = [`${citizen} sees`, `${clerk} sees`, `${register} sees`];
    const rule = '─'.repeat(Math.max(0, width - title.length - 4));
    const bodies = [seen.citizen, seen.clerk, seen.register];
    const texts = heads.map((head, at) => [head, '', ...(bodies[at] ?? [])]);
    write(`\n── ${title} ${rule}\n${sideBySide(texts, width)}\n`);
  };

const yesOrNo: Readonly<Record<string, string>> = { true: 'yes', false: 'no' };

/** A field and its value, as people read them. */
export function lineOf(fields: Application['fields'], id: string, value: string): string {
  const field = fields.get(id);
  const option = field?.options?.find((each) => each.value === value);
  return `  ${field?.label.en ?? id}: ${option?.label.en ?? yesOrNo[value] ?? value}`;
}

/** The form as it opens: what registers said, and what is left to type. */
export function formOf(
  { form, fields, typed }: Application,
  { fields: filled }: Prefilled,
): readonly string[] {
  const known = filled.filter(({ status }) => status === 'PREFILLED');
  const left = Object.entries(typed).map(([id, value]) => lineOf(fields, id, value));
  return [
    form.title.en,
    '',
    'Filled in:',
    ...known.map(({ field, value = '', register }) => `${lineOf(fields, field, value)} (${register})`),
    'Typed:',
    ...left,
  ];
}

export const stateOf = ({ state, decision }: Submission): readonly string[] => [
  `My application: ${state}`,
  ...(decision
    ? [
        `${decision.outcome}${decision.isAutomatic ? ', decided automatically' : ''}`,
        ...(decision.reason === undefined ? [] : [decision.reason]),
      ]
    : []),
];

export const rulesOf = ({ state, rules, evidence, preparedAct }: InboxSubmission): readonly string[] => [
  `The application: ${state}`,
  ...evidence.map(
    ({ evidenceType, state: came, registerAuthority }) =>
      `  ${evidenceType}: ${came}, ${registerAuthority ?? ''}`,
  ),
  ...rules.flatMap(({ title, met, reason }) => [`${met} ${title.en}`, `  ${reason.en}`]),
  ...(preparedAct ? ['Prepared, for the vehicles register:', `  POST ${preparedAct.path}`] : []),
];
