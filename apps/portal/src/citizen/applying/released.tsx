import type { VNode } from 'preact';
import { Alert, type Both, Link, localised, Text, words } from '../../layout/index.ts';
import type { Language } from '../../sessions/index.ts';
import { releasedSources } from './evidence.rules.ts';
import type { Applying } from './steps.rules.ts';

const say = words({
  title: ['Diese Angaben haben Sie schon verwendet', 'You have used these data already'],
  text: [
    'Die Behörde kann sie noch abholen, auch wenn Sie hier etwas ändern oder löschen. Das endet erst, wenn Sie Ihre Wahl zurücknehmen.',
    'The authority can still take them, even if you change or delete something here. That ends only when you take back your choice.',
  ],
  end: (title: string): Both => [`Wahl zurücknehmen: ${title}`, `Take back choice: ${title}`],
});

/** Above whatever would let somebody believe that the authority gets nothing of it. */
export function Released({
  applying,
  language,
}: {
  readonly applying: Applying;
  readonly language: Language;
}): VNode | null {
  const t = say(language);
  const released = releasedSources(applying);
  return released.length === 0 ? null : (
    <Alert kind="warning" title={t.title} id="released">
      <Text>{t.text}</Text>
      <ul class="kern-list kern-list--bullet">
        {released.map(({ evidenceType, title }) => {
          const id = applying.application.choices[evidenceType]?.consentId;
          const text = localised(title, language);
          return (
            <li>{id ? <Link href={`/${language}/permissions/${id}/end`}>{t.end(text)}</Link> : text}</li>
          );
        })}
      </ul>
    </Alert>
  );
}
