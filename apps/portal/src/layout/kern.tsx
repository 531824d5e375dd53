import type { ComponentChildren, VNode } from 'preact';

/** Parts of KERN UX 2.7 as its documentation has them; pages are put together from these and from nothing else. */
interface Within {
  readonly children?: ComponentChildren;
}

export type IconName =
  'info' | 'success' | 'warning' | 'danger' | 'edit' | 'download' | 'language' | 'easy-language';

export const Icon = ({ name }: { readonly name: IconName }): VNode => (
  <span class={`kern-icon kern-icon--${name}`} aria-hidden="true" />
);

/** @param takesFocus on the page after a step, which is read from here */
export const Heading = ({
  children,
  takesFocus = false,
}: Within & { readonly takesFocus?: boolean }): VNode => (
  <h1
    class="kern-heading-large"
    tabIndex={-1}
    {...(takesFocus && { 'data-takes-focus': '', autofocus: true })}
  >
    {children}
  </h1>
);

export const Subheading = ({ children, id }: Within & { readonly id?: string }): VNode => (
  <h2 class="kern-heading-medium" {...(id && { id })}>
    {children}
  </h2>
);

export const Text = ({ children }: Within): VNode => <p class="kern-body">{children}</p>;
export const Small = ({ children }: Within): VNode => (
  <p class="kern-body kern-body--small kern-body--muted">{children}</p>
);

/** The same within a line. */
export const SmallPart = ({ children }: Within): VNode => (
  <span class="kern-body kern-body--small kern-body--muted">{children}</span>
);

/** For who listens; who looks has read it in the heading. */
export const Unseen = ({ children }: Within): VNode => <span class="kern-sr-only">{children}</span>;

export const Link = ({
  href,
  children,
  describedBy,
}: Within & { readonly href: string; readonly describedBy?: string }): VNode => (
  <a class="kern-link" href={href} {...(describedBy && { 'aria-describedby': describedBy })}>
    {children}
  </a>
);

interface ButtonLook extends Within {
  readonly kind?: 'primary' | 'secondary' | 'tertiary';
  /** Of several with one label; KERN makes a button with hidden words in it as small as an icon. */
  readonly describedBy?: string;
}

export const ButtonLink = ({
  href,
  kind = 'primary',
  describedBy,
  children,
}: ButtonLook & { readonly href: string }): VNode => (
  <a
    class={`kern-btn kern-btn--${kind}`}
    href={href}
    {...(describedBy && { 'aria-describedby': describedBy })}
  >
    <span class="kern-label">{children}</span>
  </a>
);

export const Button = ({
  kind = 'primary',
  name,
  value,
  describedBy,
  children,
}: ButtonLook & {
  readonly name?: string;
  readonly value?: string;
}): VNode => (
  <button
    class={`kern-btn kern-btn--${kind}`}
    type="submit"
    {...(name && { name })}
    {...(value && { value })}
    {...(describedBy && { 'aria-describedby': describedBy })}
  >
    <span class="kern-label">{children}</span>
  </button>
);

/** Script shows it; without script the browser's own menu prints. */
export const PrintButton = ({ children }: Within): VNode => (
  <button class="kern-btn kern-btn--secondary" type="button" data-prints="" hidden>
    <span class="kern-label">{children}</span>
  </button>
);

export const Buttons = ({ children }: Within): VNode => <div class="button-row">{children}</div>;

export const Alert = ({
  kind = 'info',
  title,
  id,
  children,
}: Within & {
  readonly kind?: 'info' | 'success' | 'warning' | 'danger';
  readonly title: string;
  readonly id: string;
}): VNode => (
  <section class={`kern-alert kern-alert--${kind}`} aria-labelledby={id}>
    <div class="kern-alert__header">
      <Icon name={kind} />
      <h2 class="kern-title" id={id}>
        {title}
      </h2>
    </div>
    {children && <div class="kern-alert__body">{children}</div>}
  </section>
);

export const Badge = ({
  kind,
  children,
}: Within & { readonly kind: 'info' | 'success' | 'warning' | 'danger' }): VNode => (
  <span class={`kern-badge kern-badge--${kind} kern-badge--small`}>
    <span class="kern-label kern-label--small">{children}</span>
  </span>
);

export const Bullets = ({ items }: { readonly items: readonly ComponentChildren[] }): VNode => (
  <ul class="kern-list kern-list--bullet">
    {items.map((item) => (
      <li>{item}</li>
    ))}
  </ul>
);

export interface Entry<Key = string> {
  readonly key: Key;
  readonly value: ComponentChildren;
}

export const Description = ({ entries }: { readonly entries: readonly Entry<string | VNode>[] }): VNode => (
  <dl class="kern-description-list">
    {entries.map(({ key, value }) => (
      <div class="kern-description-list-item">
        <dt class="kern-description-list-item__key">{key}</dt>
        <dd class="kern-description-list-item__value">{value}</dd>
      </div>
    ))}
  </dl>
);

export const Card = ({ children, labelledBy }: Within & { readonly labelledBy?: string }): VNode => (
  <article class="kern-card kern-card--hug" {...(labelledBy && { 'aria-labelledby': labelledBy })}>
    <div class="kern-card__container">
      <div class="kern-card__body">{children}</div>
    </div>
  </article>
);

export const Details = ({
  summary,
  isOpen = false,
  children,
}: Within & { readonly summary: string; readonly isOpen?: boolean }): VNode => (
  <details class="kern-accordion" open={isOpen}>
    <summary class="kern-accordion__header">
      <span class="kern-title">{summary}</span>
    </summary>
    <div class="kern-accordion__body">{children}</div>
  </details>
);

/** Where one is among the steps; it informs and leads nowhere. */
export const Step = ({
  at,
  of,
  label,
}: {
  readonly at: number;
  readonly of: number;
  readonly label: string;
}): VNode => (
  <div class="kern-progress">
    <label class="kern-label" for="step">
      {label}
    </label>
    <progress id="step" max={of} value={at} />
  </div>
);
