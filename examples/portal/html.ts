/** Text becomes HTML in one place: what comes from a register or a person is escaped here. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

function shown(value: unknown): string {
  if (value instanceof Html) return value.text;
  if (Array.isArray(value)) return value.map(shown).join('');
  return String(value ?? '').replaceAll(/[&<>"']/g, (sign) => `&#${sign.charCodeAt(0)};`);
}

export const html = (texts: TemplateStringsArray, ...values: readonly unknown[]): Html =>
  new Html(texts.map((text, index) => text + (index < values.length ? shown(values[index]) : '')).join(''));
