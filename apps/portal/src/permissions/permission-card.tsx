import type { VNode } from 'preact';
import {
  AuthorityName,
  Badge,
  type Both,
  Button,
  ButtonLink,
  Buttons,
  Card,
  Description,
  Folded,
  Form,
  instantText,
  Link,
  Small,
  SmallPart,
  Text,
  words,
} from '../layout/index.ts';
import type { SignedInVisit } from '../web/index.ts';
import { isRunning, kindWord, namesOf, type Permission, stateWord } from './permission-words.ts';

const say = words({
  office: ['Behörde', 'Authority'],
  evidence: ['Angaben', 'Data'],
  ground: ['Grundlage', 'Ground'],
  until: ['Gilt bis', 'Valid until'],
  uses: ['Abrufe', 'Retrievals'],
  used: (uses: number, most: number): Both => [`${uses} von höchstens ${most}`, `${uses} of ${most} at most`],
  waits: [
    'Wartet darauf, dass die zweite vertretungsberechtigte Person bestätigt.',
    'Waits until the second person who represents the company confirms it.',
  ],
  waitsText: [
    'Geben Sie dieser Person die Adresse der folgenden Seite:',
    'Give this person the address of the following page:',
  ],
  confirm: ['Bestätigen', 'Confirm'],
  end: ['Beenden', 'End'],
  pause: ['Vorübergehend anhalten', 'Pause'],
  resume: ['Wieder erlauben', 'Resume'],
  receipt: ['Beleg', 'Receipt'],
  byParent: ['Ein Elternteil hat das für Sie entschieden.', 'A parent decided this for you.'],
});

interface OnePermission {
  readonly visit: SignedInVisit;
  readonly permission: Permission;
}

const StateBadge = ({ visit: { language }, permission }: OnePermission): VNode => (
  <Badge
    kind={permission.state === 'ACTIVE' ? 'success' : permission.state === 'PAUSED' ? 'warning' : 'info'}
  >
    {stateWord(permission, language)}
  </Badge>
);

/** With what can be done with it at once. */
export const RunningPermission = ({ visit, permission }: OnePermission): VNode => {
  const { language, open } = visit;
  const t = say(language);
  const { id, state, awaitsSecond } = permission;
  const path = `/${language}/permissions/${id}`;
  return (
    <Card labelledBy={`p-${id}`}>
      <div class="card-line">
        <h3 class="kern-title" id={`p-${id}`}>
          {namesOf(permission, language).purpose}
        </h3>
        <StateBadge visit={visit} permission={permission} />
      </div>
      <About visit={visit} permission={permission} />
      {awaitsSecond === true && (
        <>
          <Text>{t.waits}</Text>
          <Small>
            {t.waitsText} <Link href={`${path}/confirm`}>{t.confirm}</Link>
          </Small>
        </>
      )}
      <Form action={`${path}/${state === 'PAUSED' ? 'resume' : 'pause'}`} formKey={open.session.formKey}>
        <Buttons>
          <ButtonLink kind="secondary" href={`${path}/end`}>
            {t.end}
          </ButtonLink>
          {awaitsSecond !== true && (
            <Button kind="tertiary">{state === 'PAUSED' ? t.resume : t.pause}</Button>
          )}
        </Buttons>
      </Form>
      <Receipt visit={visit} permission={permission} />
    </Card>
  );
};

/** Nothing can be done with it any more. */
export const EndedPermission = (one: OnePermission): VNode => {
  const { permission, visit } = one;
  const { purpose, evidence } = namesOf(permission, visit.language);
  return (
    <Folded
      id={`p-${permission.id}`}
      level="h3"
      title={purpose}
      head={
        <>
          <StateBadge {...one} />
          <SmallPart>{evidence}</SmallPart>
        </>
      }
    >
      <About {...one} />
      <Receipt {...one} />
    </Folded>
  );
};

const Receipt = ({ visit: { language }, permission: { id } }: OnePermission): VNode => (
  <Link href={`/${language}/receipts/${id}`} describedBy={`p-${id}`}>
    {say(language).receipt}
  </Link>
);

const About = ({ visit: { language }, permission }: OnePermission): VNode => {
  const t = say(language);
  const { validUntil, maxUses, uses = 0 } = permission;
  const { office, evidence } = namesOf(permission, language);
  return (
    <>
      <Description
        entries={[
          {
            key: t.office,
            value: permission.authorityName ? (
              <AuthorityName language={language}>{office}</AuthorityName>
            ) : (
              office
            ),
          },
          { key: t.evidence, value: evidence },
          { key: t.ground, value: kindWord('noun', permission, language) },
          ...(isRunning(permission) ? [{ key: t.until, value: instantText(validUntil, language) }] : []),
          ...(maxUses === undefined ? [] : [{ key: t.uses, value: t.used(uses, maxUses) }]),
        ]}
      />
      {permission.acting.as === 'PARENT' && <Small>{t.byParent}</Small>}
    </>
  );
};
