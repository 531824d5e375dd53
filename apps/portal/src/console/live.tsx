import type { VNode } from 'preact';
import { exactTimeText, instantText, Small, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

const say = words({
  asOf: ['Stand', 'As of'],
  reload: ['Neu laden', 'Reload'],
  pause: ['Zahlen anhalten', 'Pause the figures'],
  resume: ['Zahlen weiter', 'Go on with the figures'],
  changed: [
    'Hier hat sich etwas geändert. Laden Sie die Seite neu.',
    'Something has changed here. Reload the page.',
  ],
  lost: ['Keine Verbindung. Alter der Zahlen in Sekunden:', 'No connection. Age of the figures in seconds:'],
  silent: [
    'Der Dienst der Betriebsführung antwortet nicht. Alter der Zahlen in Sekunden:',
    'The operator service is not answering. Age of the figures in seconds:',
  ],
  session: [
    'Ihre Sitzung ist zu Ende. Die Zahlen bleiben stehen. Was läuft, läuft weiter. Melden Sie sich neu an.',
    'Your session has ended. The figures stay as they are. What runs goes on running. Please sign in again.',
  ],
  role: [
    'Sie haben hier keine Rechte, oder nicht mehr. Die Zahlen bleiben stehen.',
    'You have no rights here, or not any more. The figures stay as they are.',
  ],
  vanished: [
    'Das gibt es nicht mehr. Die Zahlen bleiben stehen. Laden Sie die Seite neu.',
    'It is no longer there. The figures stay as they are. Reload the page.',
  ],
  many: [
    'Es sind zu viele Seiten offen. Die Zahlen bleiben stehen. Schließen Sie eine andere Seite, und laden Sie diese neu.',
    'Too many pages are open. The figures stay as they are. Close another page, and reload this one.',
  ],
  gone: ['nicht mehr da', 'gone'],
});

/** How fresh the figures are. With script they stay so; without there is the link. @param events address of their events */
export const Live = ({
  language,
  events,
  page,
  says,
  asOf,
  state,
}: {
  readonly language: Language;
  readonly events: string;
  readonly page: string;
  readonly says: string;
  readonly asOf: string;
  /** With another one the page shows something else, and has to be loaded anew. */
  readonly state?: string;
}): VNode => {
  const t = say(language);
  return (
    <div
      class="live"
      data-live={events}
      data-lost={t.lost}
      data-silent={t.silent}
      data-over-session={t.session}
      data-over-login={t.session}
      data-over-role={t.role}
      data-over-gone={t.vanished}
      data-over-many={t.many}
      data-gone={t.gone}
      data-changed={t.changed}
      {...(state !== undefined && { 'data-state': state })}
    >
      <p class="kern-body" role="status" data-says="">
        {says}
      </p>
      <Small>
        {t.asOf}:{' '}
        <time dateTime={asOf} data-as-of="">
          {exactTimeText(asOf, language)}
        </time>
        <span class="kern-sr-only"> {instantText(asOf, language)}</span>
      </Small>
      <p class="kern-body" data-trouble="" hidden />
      <div class="button-row">
        <a class="kern-btn kern-btn--secondary" href={page}>
          <span class="kern-label">{t.reload}</span>
        </a>
        <button
          class="kern-btn kern-btn--secondary"
          type="button"
          data-pause={t.pause}
          data-resume={t.resume}
          hidden
        >
          <span class="kern-label">{t.pause}</span>
        </button>
      </div>
    </div>
  );
};
