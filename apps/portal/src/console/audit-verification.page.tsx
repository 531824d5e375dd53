import type { Operator } from '#libs/client';
import { Alert, type Both, Heading, instantText, Text, words } from '../layout/index.ts';
import type { SignedInVisit, View } from '../web/index.ts';
import { CommandLine } from './command-line.tsx';
import { numberText } from './figures.ts';

const say = words({
  verification: ['Ist das Protokoll unversehrt?', 'Is the audit intact?'],
  partly: ['Nur zum Teil geprüft', 'Checked in part only'],
  whole: ['Jeder Eintrag folgt aus dem davor', 'Each entry follows from the one before it'],
  wholeText: (entries: string): Both => [
    `Das Protokoll hat ${entries} Einträge.`,
    `The audit has ${entries} entries.`,
  ],
  broken: ['Das Protokoll wurde verändert', 'The audit was changed'],
  brokenText: (entry: string): Both => [
    `Bei Eintrag ${entry} reißt die Kette: Er oder der davor wurde geändert oder entfernt.`,
    `The chain breaks at entry ${entry}: it or the one before it was changed or removed.`,
  ],
  agree: (entry: string, time: string): Both => [
    `Es stimmt mit allen Ankern überein, zuletzt bis Eintrag ${entry} am ${time}.`,
    `It agrees with all anchors, the last one up to entry ${entry} on ${time}.`,
  ],
  none: ['Verankert ist noch nichts.', 'Nothing is anchored yet.'],
  disagree: (entry: string): Both => [
    `Eintrag ${entry} ist weg oder ein anderer als der verankerte: Das Protokoll wurde abgeschnitten oder neu geschrieben.`,
    `Entry ${entry} is gone or another one than was anchored: the audit was cut off or written anew.`,
  ],
  unread: [
    'Die Anker waren nicht zu lesen. Ob am Ende Einträge entfernt wurden, ist nicht bekannt.',
    'The anchors could not be read. Whether entries were removed at the end is not known.',
  ],
});

function anchorText({ anchors }: Operator.AuditVerification, { language }: SignedInVisit): string {
  const t = say(language);
  if (anchors === undefined) return t.unread;
  if (!anchors.agree) return t.disagree(numberText(anchors.firstDisagreement ?? 0, language));
  const { upToEntry, upToTime } = anchors;
  if (upToEntry === undefined || upToTime === undefined) return t.none;
  return t.agree(numberText(upToEntry, language), instantText(upToTime, language));
}

function judged({ whole, anchors }: Operator.AuditVerification) {
  if (!whole || anchors?.agree === false) return { kind: 'danger', title: 'broken' } as const;
  if (anchors === undefined) return { kind: 'warning', title: 'partly' } as const;
  return { kind: 'success', title: 'whole' } as const;
}

export function verificationView(visit: SignedInVisit, found: Operator.AuditVerification): View {
  const { language } = visit;
  const t = say(language);
  const { kind, title } = judged(found);
  return {
    title: t.verification,
    back: `/${language}/ops/audit`,
    script: 'console.js',
    main: (
      <>
        <Heading>{t.verification}</Heading>
        <Alert kind={kind} title={t[title]} id="verified">
          <Text>
            {found.whole
              ? t.wholeText(numberText(found.entries, language)) + (title === 'partly' ? ` ${t.whole}.` : '')
              : t.brokenText(numberText(found.firstBreak ?? 0, language))}
          </Text>
          <Text>{anchorText(found, visit)}</Text>
        </Alert>
        <CommandLine language={language} args={['audit', '--verify']} />
      </>
    ),
  };
}
