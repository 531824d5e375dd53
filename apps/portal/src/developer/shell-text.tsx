import type { VNode } from 'preact';
import { CopyButton, shownLines } from '../console/command-line.tsx';
import { UNTRANSLATED } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

/** Lines for a shell or from one, which scroll by themselves; with script they can be copied. */
export const ShellText = ({
  language,
  label,
  text,
}: {
  readonly language: Language;
  readonly label: string;
  readonly text: string;
}): VNode => (
  <div class="command-line">
    <pre class="shell-text" role="region" tabIndex={0} aria-label={label} {...UNTRANSLATED}>
      <code>{shownLines(text)}</code>
    </pre>
    <CopyButton language={language} text={text} lines="several" />
  </div>
);
