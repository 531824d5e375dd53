import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../sessions/index.ts';
import { Icon } from './kern.tsx';
import { words } from './words.ts';

/** What is wrong with one input, told beside it and in the summary. */
export interface Fault {
  readonly field: string;
  /** Before the detail, where its input does not stand beside it. */
  readonly label?: string;
  readonly detail: string;
  /** Where it can be mended, if not on this page. */
  readonly href?: string;
}

const say = words({
  check: ['Bitte prüfen Sie Ihre Eingaben', 'Please check your entries'],
  optional: ['freiwillig', 'optional'],
});

/** Whoever sends it is known by the key of the session; without script the browser's own checks stay off, as ours say more. */
export const Form = ({
  action,
  formKey,
  children,
}: {
  readonly action: string;
  readonly formKey: string;
  readonly children?: ComponentChildren;
}): VNode => (
  <form method="post" action={action} noValidate class="kern-stack">
    <input type="hidden" name="formKey" value={formKey} />
    {children}
  </form>
);

/** Takes the focus when the page is shown; each line leads to its input (GOV.UK error summary). */
export const FaultSummary = ({ faults, language }: Pick<Shown, 'faults' | 'language'>): VNode | null =>
  faults.length === 0 ? null : (
    <section
      class="kern-alert kern-alert--danger"
      tabIndex={-1}
      aria-labelledby="faults"
      data-takes-focus=""
      autofocus
    >
      <div class="kern-alert__header">
        <Icon name="danger" />
        <h2 class="kern-title" id="faults">
          {say(language).check}
        </h2>
      </div>
      <div class="kern-alert__body">
        <ul class="kern-list kern-list--bullet">
          {faults.map(({ field, label, detail, href = `#${field}` }) => (
            <li>
              <a class="kern-link" href={href}>
                {label}
                {detail}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );

export interface Shown {
  readonly name: string;
  readonly label: ComponentChildren;
  readonly hint?: string | undefined;
  /** Whether it may be left out, which its label says then. */
  readonly isOptional?: boolean;
  readonly faults: readonly Fault[];
  readonly language: Language;
}

export const describedBy = (ids: readonly (string | false | undefined)[]): object => {
  const known = ids.filter(Boolean).join(' ');
  return known === '' ? {} : { 'aria-describedby': known };
};

export const Told = ({ name, faults }: Pick<Shown, 'name' | 'faults'>): VNode | null => {
  const fault = faults.find(({ field }) => field === name);
  return fault === undefined ? null : (
    <p class="kern-error" id={`${name}-error`}>
      <Icon name="danger" />
      <span class="kern-body">{fault.detail}</span>
    </p>
  );
};

export const Hint = ({ name, hint }: Pick<Shown, 'name' | 'hint'>): VNode | null =>
  hint ? (
    <div class="kern-hint" id={`${name}-hint`}>
      {hint}
    </div>
  ) : null;

export const LabelText = ({
  label,
  isOptional,
  language,
}: Pick<Shown, 'label' | 'isOptional' | 'language'>): VNode => (
  <>
    {label}
    {isOptional && <span class="kern-label__optional"> ({say(language).optional})</span>}
  </>
);

/** Inputs of which something holds together. */
export const InputGroup = ({
  id,
  title,
  hint,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly hint: string;
  readonly children: ComponentChildren;
}): VNode => (
  <fieldset class="input-group" {...describedBy([hint !== '' && `${id}-hint`])}>
    <legend class="kern-title">{title}</legend>
    <Hint name={id} hint={hint} />
    {children}
  </fieldset>
);

export const isFaulty = ({ name, faults }: Pick<Shown, 'name' | 'faults'>): boolean =>
  faults.some(({ field }) => field === name);

/** Whatever it is written with, so many characters are taken with one form (64 KiB); more would be lost as a whole. */
const LONGEST = 6_000;

export interface TextInputProps extends Shown {
  readonly value: string;
  readonly type?: 'text' | 'email' | 'tel';
  readonly autocomplete?: string | undefined;
  readonly rows?: number;
}

export const TextInput = (props: TextInputProps): VNode => {
  const { name, hint, faults, value, type = 'text', autocomplete, rows } = props;
  const faulty = isFaulty(props);
  const attributes = {
    id: name,
    name,
    ...(autocomplete && { autocomplete }),
    ...(rows && { maxLength: LONGEST }),
    ...(faulty && { 'aria-invalid': true }),
    ...describedBy([hint && `${name}-hint`, faulty && `${name}-error`]),
  };
  const look = `kern-form-input__input${faulty ? ' kern-form-input__input--error' : ''}`;
  return (
    <div class={`kern-form-input${faulty ? ' kern-form-input--error' : ''}`}>
      <label class="kern-label" for={name}>
        <LabelText {...props} />
      </label>
      <Hint name={name} hint={hint} />
      {rows ? (
        <textarea class={look} rows={rows} {...attributes}>
          {value}
        </textarea>
      ) : (
        // Types tell apart inputs by what lists of suggestions they may have, which none has here.
        <input
          {...attributes}
          {...({ class: look, type, value } as { class: string; type: 'text'; value: string })}
        />
      )}
      <Told name={name} faults={faults} />
    </div>
  );
};
