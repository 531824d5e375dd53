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
  const t = say(language);
  const shown = withoutHidden(text);
  return (
    <div class="command-line">
      <p class="kern-body kern-body--small">{t.same}:</p>
      <code class="command-text">
        <RegisterText>{shown}</RegisterText>
      </code>
      {shown === text ? (
        <button
          class="kern-btn kern-btn--tertiary kern-btn--x-small"
          type="button"
          data-copies={text}
          data-copied={t.copied}
          hidden
        >
          <span class="kern-label">{t.copy}</span>
        </button>
      ) : (
        <Small>{t.hidden}</Small>
      )}
    </div>
  );
};
