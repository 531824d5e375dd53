import type { VNode } from 'preact';
import { RegisterText, Small, withoutHidden, words } from '../layout/index.ts';
import type { Language } from '../sessions/index.ts';

const say = words({
  same: ['Dasselbe in der Befehlszeile', 'The same at the command line'],
  copy: ['Kopieren', 'Copy'],
  copied: ['Kopiert', 'Copied'],
  hidden: [
    'Nicht zum Kopieren: Darin sind unsichtbare Zeichen. Sie stehen hier mit ihrem Namen.',
    'Not to be copied: there are invisible characters in it. They stand here by their names.',
  ],
});

/** For a shell: what is not plain stands in single quotes (POSIX, Shell Command Language §2.2.2). */
const quoted = (argument: string): string =>
  /^[\w./:@=,+-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`;

const commandText = (...args: readonly string[]): string =>
  ['npm run -s einmal --', ...args.map(quoted)].join(' ');

/** The command that makes the same call as what stands above it. */
export const CommandLine = ({
  language,
  args,
}: {
  readonly language: Language;
  readonly args: readonly string[];
}): VNode => <ShellLine language={language} text={commandText(...args)} />;

export const ShellLine = ({
  language,
  text,
}: {
  readonly language: Language;
  readonly text: string;
}): VNode => {
  return (
    <div class="command-line">
      <p class="kern-body kern-body--small">{say(language).same}:</p>
      <code class="command-text">
        <RegisterText>{withoutHidden(text)}</RegisterText>
      </code>
      <CopyButton language={language} text={text} />
    </div>
  );
};

/** Lines with what nobody sees in them by its name. */
export const shownLines = (text: string): string => text.split('\n').map(withoutHidden).join('\n');

/** With script a text can be copied, unless something in it is not seen where it stands. @param lines whether it may have several */
export const CopyButton = ({
  language,
  text,
  lines = 1,
}: {
  readonly language: Language;
  readonly text: string;
  readonly lines?: 1 | 'several';
}): VNode => {
  const t = say(language);
  const shown = lines === 1 ? withoutHidden(text) : shownLines(text);
  if (shown !== text) return <Small>{t.hidden}</Small>;
  return (
    <button
      class="kern-btn kern-btn--tertiary kern-btn--x-small"
      type="button"
      data-copies={text}
      data-copied={t.copied}
      hidden
    >
      <span class="kern-label">{t.copy}</span>
    </button>
  );
};
