import type { ComponentChildren, VNode } from 'preact';
import type { Language } from '../sessions/index.ts';
import { Icon } from './kern.tsx';
import { words } from './words.ts';

/** What is wrong with one input, told beside it and in the summary. */
export interface Fault {
  readonly field: string;
  readonly detail: string;
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
export const FaultSummary = ({
  faults,
  language,
}: {
  readonly faults: readonly Fault[];
  readonly language: Language;
}): VNode | null =>
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
          {faults.map(({ field, detail }) => (
            <li>
              <a class="kern-link" href={`#${field}`}>
                {detail}
              </a>
            </li>
          ))}
        </ul>
      </div>
    </section>
  );

interface Shown {
  readonly name: string;
  readonly label: ComponentChildren;
  readonly hint?: string | undefined;
  readonly faults: readonly Fault[];
  readonly language: Language;
}

const describedBy = (ids: readonly (string | false | undefined)[]): object => {
  const known = ids.filter(Boolean).join(' ');
  return known === '' ? {} : { 'aria-describedby': known };
};

const Told = ({ name, faults }: Pick<Shown, 'name' | 'faults'>): VNode | null => {
  const fault = faults.find(({ field }) => field === name);
  return fault === undefined ? null : (
    <p class="kern-error" id={`${name}-error`}>
      <Icon name="danger" />
      <span class="kern-body">{fault.detail}</span>
    </p>
  );
};

const Hint = ({ name, hint }: Pick<Shown, 'name' | 'hint'>): VNode | null =>
  hint ? (
    <div class="kern-hint" id={`${name}-hint`}>
      {hint}
    </div>
  ) : null;

const isFaulty = ({ name, faults }: Pick<Shown, 'name' | 'faults'>): boolean =>
  faults.some(({ field }) => field === name);

export interface TextInputProps extends Shown {
  readonly value: string;
  readonly type?: 'text' | 'email' | 'tel';
  readonly autocomplete?: string | undefined;
  readonly isOptional?: boolean;
  readonly rows?: number;
}

export const TextInput = (props: TextInputProps): VNode => {
  const { name, label, hint, faults, value, type = 'text', autocomplete, isOptional, rows, language } = props;
  const faulty = isFaulty(props);
  const attributes = {
    id: name,
    name,
    ...(autocomplete && { autocomplete }),
    ...(faulty && { 'aria-invalid': true }),
    ...describedBy([hint && `${name}-hint`, faulty && `${name}-error`]),
  };
  const look = `kern-form-input__input${faulty ? ' kern-form-input__input--error' : ''}`;
  return (
    <div class={`kern-form-input${faulty ? ' kern-form-input--error' : ''}`}>
      <label class="kern-label" for={name}>
        {label}
        {isOptional && <span class="kern-label__optional"> ({say(language).optional})</span>}
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

export interface Option {
  readonly value: string;
  readonly label: ComponentChildren;
  readonly hint?: string;
}

/** One of several; nothing is chosen beforehand unless it was chosen before. */
export const Radios = ({
  value,
  options,
  ...shown
}: Shown & { readonly value: string; readonly options: readonly Option[] }): VNode => (
  <fieldset
    class={`kern-fieldset${isFaulty(shown) ? ' kern-fieldset--error' : ''}`}
    {...describedBy([shown.hint && `${shown.name}-hint`, isFaulty(shown) && `${shown.name}-error`])}
  >
    <legend class="kern-label">{shown.label}</legend>
    <Hint {...shown} />
    <div class="kern-fieldset__body">
      {options.map((option, index) => (
        <div class="kern-form-check">
          <input
            class={`kern-form-check__radio${isFaulty(shown) ? ' kern-form-check__radio--error' : ''}`}
            type="radio"
            id={index === 0 ? shown.name : `${shown.name}-${index}`}
            name={shown.name}
            value={option.value}
            checked={option.value === value}
          />
          <label class="kern-label" for={index === 0 ? shown.name : `${shown.name}-${index}`}>
            {option.label}
          </label>
        </div>
      ))}
    </div>
    <Told {...shown} />
  </fieldset>
);

export const Checkbox = (props: Shown & { readonly isChecked: boolean }): VNode => (
  <div class="kern-form-check">
    <input
      class={`kern-form-check__checkbox${isFaulty(props) ? ' kern-form-check__checkbox--error' : ''}`}
      type="checkbox"
      id={props.name}
      name={props.name}
      value="true"
      checked={props.isChecked}
      {...(isFaulty(props) && { 'aria-invalid': true })}
      {...describedBy([isFaulty(props) && `${props.name}-error`])}
    />
    <label class="kern-label" for={props.name}>
      {props.label}
    </label>
    <Told name={props.name} faults={props.faults} />
  </div>
);
