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
          <option value={choice.value} selected={choice.value === value}>
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
