import type { VNode } from 'preact';
import { UNTRANSLATED, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

const say = words({ copy: ['Kopieren', 'Copy'], copied: ['Kopiert', 'Copied'] });

/** Lines for a shell or from one, which scroll by themselves; with script they can be copied. */
export const ShellText = ({
  language,
  label,
  text,
}: {
  readonly language: Language;
  readonly label: string;
  readonly text: string;
}): VNode => {
  const t = say(language);
  return (
    <div class="command-line">
      <pre class="shell-text" role="region" tabIndex={0} aria-label={label} {...UNTRANSLATED}>
        <code>{text}</code>
      </pre>
      <button
        class="kern-btn kern-btn--tertiary kern-btn--x-small"
        type="button"
        data-copies={text}
        data-copied={t.copied}
        hidden
      >
        <span class="kern-label">{t.copy}</span>
      </button>
    </div>
  );
};
