import type { ComponentChildren, VNode } from 'preact';
import { describedBy, Hint, isFaulty, LabelText, type Shown, Told } from './form.tsx';

export interface Option {
  readonly value: string;
  readonly label: ComponentChildren;
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
    <legend class="kern-label">
      <LabelText {...shown} />
    </legend>
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
      {...describedBy([props.hint && `${props.name}-hint`, isFaulty(props) && `${props.name}-error`])}
    />
    <label class="kern-label" for={props.name}>
      {props.label}
    </label>
    <Hint {...props} />
    <Told name={props.name} faults={props.faults} />
  </div>
);
