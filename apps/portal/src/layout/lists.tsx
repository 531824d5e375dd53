import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../sessions/index.ts';
import { words } from './words.ts';

const say = words({
  pages: ['Seiten der Liste', 'Pages of the list'],
  first: ['Zum Anfang', 'To the beginning'],
  next: ['Weitere anzeigen', 'Show more'],
});

interface Choice {
  readonly value: string;
  readonly label: string;
  /** Of a name that is German on English pages, too. */
  readonly lang?: 'de';
}

/** What a list is narrowed by; the first choice is all of it. */
export const FilterSelect = ({
  name,
  label,
  value,
  choices,
}: {
  readonly name: string;
  readonly label: string;
  readonly value: string;
  readonly choices: readonly Choice[];
}): VNode => (
  <div class="kern-form-input">
    <label class="kern-label" for={name}>
      {label}
    </label>
    <div class="kern-form-input__select-wrapper">
      <select class="kern-form-input__select" id={name} name={name}>
        {choices.map((choice) => (
          <option value={choice.value} selected={choice.value === value} lang={choice.lang}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  </div>
);

/** What a page shows is chosen by its address, so that it can be kept and sent on. */
export const FilterForm = ({
  action,
  children,
}: {
  readonly action: string;
  readonly children?: ComponentChildren;
}): VNode => (
  <form method="get" action={action} class="filter-form">
    {children}
  </form>
);

/** One of many: its head stays in view, all else is folded, without script, too. */
export const Folded = ({
  id,
  level: Level,
  title,
  head,
  children,
}: {
  /** Of its heading, by which links within say what they are about. */
  readonly id: string;
  readonly level: 'h3' | 'h4';
  readonly title: string;
  /** Without paragraphs: a summary takes phrasing and its heading (WHATWG HTML, "The summary element"). */
  readonly head: ComponentChildren;
  readonly children?: ComponentChildren;
}): VNode => (
  <details class="kern-accordion">
    <summary class="kern-accordion__header folded-header">
      <Level class="kern-title" id={id}>
        {title}
      </Level>
      <span class="folded-head">{head}</span>
    </summary>
    <div class="kern-accordion__body folded-body">{children}</div>
  </details>
);

/** Lists go on by links, and back to the beginning; whether newest or oldest comes first. */
export const Pager = ({
  language,
  first,
  next,
}: {
  readonly language: Language;
  readonly first?: string | undefined;
  readonly next?: string | undefined;
}): VNode | null =>
  first === undefined && next === undefined ? null : (
    <nav class="pager" aria-label={say(language).pages}>
      {first !== undefined && (
        <a class="kern-link" href={first}>
          {say(language).first}
        </a>
      )}
      {next !== undefined && (
        <a class="kern-link" href={next} rel="next">
          {say(language).next}
        </a>
      )}
    </nav>
  );
