import type { VNode } from 'preact';

export type ChoiceEntry = readonly [title: string, href: string, isHere: boolean];

/** A list to choose from that needs no script: each is an address. */
export const Choice = ({
  label,
  entries,
}: {
  readonly label: string;
  readonly entries: readonly ChoiceEntry[];
}): VNode => (
  <nav aria-label={label}>
    <ul class="site-menu">
      {entries.map(([title, href, isHere]) => (
        <li>
          <a class="kern-link" href={href} {...(isHere && { 'aria-current': 'page' })}>
            {title}
          </a>
        </li>
      ))}
    </ul>
  </nav>
);
