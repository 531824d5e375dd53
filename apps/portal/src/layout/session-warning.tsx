import type { VNode } from 'preact';
import type { Language } from '../sessions/index.ts';
import type { Visit } from '../web/index.ts';
import { timeText } from './dates.ts';
import { ButtonLink } from './kern.tsx';
import { type Both, words } from './words.ts';

const say = words({
  ends: (time: string): Both => [
    `Ohne Eingabe werden Sie um ${time} abgemeldet. Ihre Eingaben bleiben gespeichert.`,
    `If you do nothing, you will be signed out at ${time}. Your entries stay saved.`,
  ],
  soon: ['Abmeldung in', 'Sign-out in'],
  minutes: ['Minuten', 'minutes'],
  minute: ['Abmeldung in einer Minute', 'Sign-out in one minute'],
  soonText: [
    'Sie haben länger nichts eingegeben. Was auf dieser Seite steht, bleibt stehen.',
    'You have not entered anything for a while. What is on this page stays.',
  ],
  last: ['Diese Anmeldung endet bald', 'This sign-in ends soon'],
  lastText: [
    'Sie lässt sich nicht mehr verlängern. Was Sie eingeben, bleibt erhalten. Danach melden Sie sich neu an.',
    'It cannot be made longer. What you enter is kept. Afterwards you sign in again.',
  ],
  over: ['Sie sind abgemeldet', 'You are signed out'],
  overText: [
    'Was auf dieser Seite steht, bleibt stehen. Wenn Sie weitergehen, melden Sie sich neu an und kommen hierher zurück.',
    'What is on this page stays. When you go on, you sign in again and come back here.',
  ],
  failed: [
    'Das hat nicht geklappt. Versuchen Sie es bitte noch einmal.',
    'That did not work. Please try again.',
  ],
  signIn: ['Neu anmelden', 'Sign in again'],
  stay: ['Angemeldet bleiben', 'Stay signed in'],
  close: ['Schließen', 'Close'],
});

export const secondsLeft = (until: Date): number =>
  Math.max(0, Math.floor((until.getTime() - Date.now()) / 1_000));

export const sessionEndsText = (until: Date, language: Language): string =>
  say(language).ends(timeText(until, language));

/**
 * Opened by the script some minutes before the end; without script the time stands at the top of the page. Seconds, not
 * an instant: clocks of phones go wrong.
 */
export const SessionWarning = ({
  visit: { language, path, open },
}: {
  readonly visit: Visit;
}): VNode | null => {
  if (open?.session.person === undefined) return null;
  const t = say(language);
  return (
    <dialog
      class="kern-dialog"
      aria-labelledby="session-title"
      data-session-lasts={secondsLeft(open.lastsUntil)}
      data-stay={`/${language}/session`}
    >
      <div class="kern-dialog__header">
        <h2 class="kern-title" id="session-title">
          <span data-when="soon">
            {t.soon} <span data-minutes="">5</span> {t.minutes}
          </span>
          <span data-when="minute" hidden>
            {t.minute}
          </span>
          <span data-when="last" hidden>
            {t.last}
          </span>
          <span data-when="over" hidden>
            {t.over}
          </span>
        </h2>
      </div>
      <div class="kern-dialog__body">
        <p class="kern-body" data-when="soon minute">
          {t.soonText}
        </p>
        <p class="kern-body" data-when="last" hidden>
          {t.lastText}
        </p>
        <p class="kern-body" data-when="over" hidden>
          {t.overText}
        </p>
        <p class="kern-body" role="alert" data-failed="" hidden>
          {t.failed}
        </p>
      </div>
      <div class="kern-dialog__footer">
        <button class="kern-btn kern-btn--primary" type="button" data-when="soon minute" autofocus>
          <span class="kern-label">{t.stay}</span>
        </button>
        <span data-when="over" hidden>
          <ButtonLink href={`/${language}/login?to=${encodeURIComponent(path)}&ended=yes`}>
            {t.signIn}
          </ButtonLink>
        </span>
        <form method="dialog">
          <button class="kern-btn kern-btn--secondary" type="submit">
            <span class="kern-label">{t.close}</span>
          </button>
        </form>
      </div>
    </dialog>
  );
};
