import type { VNode } from 'preact';
import { instantText, Small, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';
import { asOfText } from './figures.ts';

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
  over: [
    'Ihre Sitzung ist zu Ende. Die Zahlen bleiben stehen. Was läuft, läuft weiter. Melden Sie sich neu an.',
    'Your session has ended. The figures stay as they are. What runs goes on running. Please sign in again.',
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
      data-over={t.over}
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
          {asOfText(asOf, language)}
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
