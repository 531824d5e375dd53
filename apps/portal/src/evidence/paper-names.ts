import type { Form, FormSource } from '#libs/forms';
import { type Both, localised, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { registerName } from './register-words.ts';

/** What shows the same as evidence, by the name that people know it under; of a form that is gone the register's. */
export function paperName(
  form: Pick<Form, 'sources'> | undefined,
  evidenceType: string,
  language: Language,
): string {
  const source = form?.sources.find((each) => each.evidenceType === evidenceType);
  return localised(source?.paper ?? source?.title, language) || registerName(evidenceType, language);
}

const say = words({
  proof: (name: string): Both => [
    `Das Papier dazu: ${name}. Die Behörde sagt Ihnen, ob sie es sehen muss.`,
    `The paper for it: ${name}. The authority tells you whether it has to see it.`,
  ],
});

/** What shows what somebody entered themself, should they be asked; empty where the form names nothing. */
export const proofText = ({ paper }: Pick<FormSource, 'paper'>, language: Language): string =>
  paper ? say(language).proof(localised(paper, language)) : '';
