import type { VNode } from 'preact';
import type { Option } from './checks.tsx';
import type { Fault } from './form.tsx';
import { Icon } from './kern.tsx';

export interface SelectProps {
  readonly name: string;
  readonly label: string;
  readonly hint?: string | undefined;
  readonly faults: readonly Fault[];
  readonly value: string;
  readonly options: readonly Option[];
}

/** One of many; the first line is empty, so that nothing is chosen beforehand. */
export const Select = ({ name, label, hint, faults, value, options }: SelectProps): VNode => {
  const fault = faults.find(({ field }) => field === name);
  const described = [hint && `${name}-hint`, fault && `${name}-error`].filter(Boolean).join(' ');
  return (
    <div class={`kern-form-input${fault ? ' kern-form-input--error' : ''}`}>
      <label class="kern-label" for={name}>
        {label}
      </label>
      {hint && (
        <div class="kern-hint" id={`${name}-hint`}>
          {hint}
        </div>
      )}
      <div class="kern-form-input__select-wrapper">
        <select
          class={`kern-form-input__select${fault ? ' kern-form-input__select--error' : ''}`}
          id={name}
          name={name}
          {...(fault && { 'aria-invalid': true })}
          {...(described !== '' && { 'aria-describedby': described })}
        >
          <option value="" />
          {options.map((option) => (
            <option value={option.value} selected={option.value === value}>
              {option.label}
            </option>
          ))}
        </select>
      </div>
      {fault && (
        <p class="kern-error" id={`${name}-error`}>
          <Icon name="danger" />
          <span class="kern-body">{fault.detail}</span>
        </p>
      )}
    </div>
  );
};
