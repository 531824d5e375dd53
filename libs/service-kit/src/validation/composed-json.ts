/** Below U+0300 every text is in canonical composition (NFC). */
const mayCompose = /[^\0-\u02ff]/;

/** The same JSON with composed texts. Its depth is that of a class whose shape it has. */
export function composedJson(value: unknown): unknown {
  if (typeof value === 'string') return mayCompose.test(value) ? value.normalize('NFC') : value;
  if (Array.isArray(value)) return value.map(composedJson);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [name, composedJson(member)]));
}
