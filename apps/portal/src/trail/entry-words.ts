import { registerTitle } from '../evidence/index.ts';
import { type Both, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import type { Entry } from './trail.rules.ts';

const say = words({
  asked: (office: string, register: string): Both => [
    `${office} hat Angaben aus dem ${register} abgefragt.`,
    `${office} asked the ${register} for data.`,
  ],
  preview: (register: string): Both => [
    `Sie haben sich angesehen, was aus dem ${register} an eine Behörde gehen würde.`,
    `You looked at what would go from the ${register} to an authority.`,
  ],
  previewFor: (office: string): Both => [`Diese Behörde ist: ${office}.`, `That authority is: ${office}.`],
  release: (office: string, register: string): Both => [
    `Sie haben Angaben aus dem ${register} freigegeben. Abgeholt hat sie: ${office}.`,
    `You released data from the ${register}. They were collected by: ${office}.`,
  ],
  recalled: (register: string): Both => [
    `Sie haben sich angesehen, was früher aus dem ${register} übermittelt wurde.`,
    `You looked at what the ${register} had passed on before.`,
  ],
  ownData: (register: string): Both => [
    `Sie haben sich angesehen, was im ${register} über Sie steht.`,
    `You looked at what the ${register} keeps about you.`,
  ],
  somebody: ['eine Behörde', 'an authority'],
});

/** What happened, as a person would tell it. */
export function sentenceOf(entry: Entry, language: Language): string {
  const t = say(language);
  const office = entry.authority?.name ?? t.somebody;
  const register = registerTitle(entry.evidenceType.id, language);
  switch (entry.stage) {
    case 'LOOKUP':
      return t.asked(office, register);
    case 'PREVIEW':
      return [t.preview(register), ...(entry.authority ? [t.previewFor(office)] : [])].join(' ');
    case 'RELEASE':
      return entry.outcome === 'DISCLOSED' ? t.release(office, register) : t.asked(office, register);
    case 'CONTENT':
      return t.recalled(register);
    case 'OWN_DATA':
      return t.ownData(register);
  }
}
