/**
 * SQLSTATE classes whose messages name objects and never values. Those of data exceptions (22) and of functions' own
 * exceptions (P0) quote what was sent: `invalid input syntax for type uuid: "…"`.
 */
const namesObjectsOnly = /^(08|23|25|28|3D|40|42|53|54|55|57|58)/;

/** What a log may say of a fault: neither a row nor a value, whatever the driver or a parser quotes. */
export function describeFault(error: unknown): object {
  if (!(error instanceof Error)) return { type: typeof error };
  const { code, constraint, table, routine } = error as Readonly<Record<string, unknown>> & Error;
  const message = quotes(error) ? 'withheld, because it may quote a value' : error.message;
  return {
    type: error.name,
    message,
    stack: `${error.name}: ${message}\n${framesOf(error)}`,
    ...(code !== undefined && { code }),
    ...(constraint !== undefined && { constraint }),
    ...(table !== undefined && { table }),
    ...(routine !== undefined && { routine }),
    ...(error.cause instanceof Error && { cause: describeFault(error.cause) }),
  };
}

/** JSON.parse quotes its input as well. */
function quotes(error: Error): boolean {
  if (error instanceof SyntaxError) return true;
  const { code, severity } = error as Readonly<Record<string, unknown>> & Error;
  return typeof code === 'string' && severity !== undefined && !namesObjectsOnly.test(code);
}

/** The stack begins with the message, lines of which may look like frames. */
function framesOf({ stack = '', message }: Error): string {
  const rest = stack.slice(Math.max(0, stack.indexOf(message)) + message.length);
  return rest
    .split('\n')
    .filter((line) => /^\s+at .*:\d+:\d+\)?$|^\s+at .*<anonymous>/.test(line))
    .join('\n');
}
