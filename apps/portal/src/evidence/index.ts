export { Decision, isAsShown, onRecord, OtherShown, reportPath, type Told } from './decision.tsx';
export { HardWords } from './hard-words.tsx';
export { chooseOne, Question } from './question.tsx';
export { registerName, registerOf, registerTitle } from './register-words.ts';
export { commonDay, Fetched, ToldValues } from './told-values.tsx';
export { toldValues } from './told-values.rules.ts';
export { paperName, proofText } from './paper-names.ts';
