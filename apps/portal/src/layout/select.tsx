import type { VNode } from 'preact';
import type { Option } from './checks.tsx';
import { describedBy, Hint, isFaulty, LabelText, type Shown, Told } from './form.tsx';

/** One of many; the first line is empty, so that nothing is chosen beforehand. */
export const Select = ({
  value,
  options,
  ...shown
}: Shown & { readonly value: string; readonly options: readonly Option[] }): VNode => {
  const { name } = shown;
  const faulty = isFaulty(shown);
  return (
    <div class={`kern-form-input${faulty ? ' kern-form-input--error' : ''}`}>
      <label class="kern-label" for={name}>
        <LabelText {...shown} />
      </label>
      <Hint {...shown} />
      <div class="kern-form-input__select-wrapper">
        <select
          class={`kern-form-input__select${faulty ? ' kern-form-input__select--error' : ''}`}
          id={name}
          name={name}
          {...(faulty && { 'aria-invalid': true })}
          {...describedBy([shown.hint && `${name}-hint`, faulty && `${name}-error`])}
        >
          <option value="" />
          {options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
      <Told {...shown} />
    </div>
  );
};
