const lineWidth = 110;

/** JSON for people: what fits on a line stays on one line. */
export function readable(value: unknown, indent = ''): string {
  const flat = JSON.stringify(value);
  const isLeaf = typeof value !== 'object' || value === null;
  if (isLeaf || flat.length + indent.length <= lineWidth) return spaced(value);
  const deeper = `${indent}  `;
  const [open, close] = Array.isArray(value) ? ['[', ']'] : ['{', '}'];
  const members = Object.entries(value).map(([name, member]) => {
    const text = readable(member, deeper);
    return Array.isArray(value) ? `${deeper}${text}` : `${deeper}${JSON.stringify(name)}: ${text}`;
  });
  return `${open}\n${members.join(',\n')}\n${indent}${close}`;
}

function spaced(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(spaced).join(', ')}]`;
  const members = Object.entries(value).map(([name, member]) => `${JSON.stringify(name)}: ${spaced(member)}`);
  return members.length === 0 ? '{}' : `{ ${members.join(', ')} }`;
}
