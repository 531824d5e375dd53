import { eventOfCode, type SecurityEvent, securityEvents } from '#libs/service-kit';

const intro = `# Security events

*Made by \`npm run generate\` from [security-events.ts](../libs/service-kit/src/logging/security-events.ts); a change by hand is refused by \`npm run check\`.*

Every service writes its log to standard output, one JSON object a line. A line with \`context\` "Security" is a security event, for a SIEM: \`event\` is one of the names below, which stay. Names are added; none changes its meaning. \`einmal_security_events_total\` counts them by \`event\`.

They are written whatever \`LOG_LEVEL\` is.

Who is refused could fill a log. So of refusals with the same \`event\`, \`client\`, \`authority\`, and \`reason\` or \`code\`, a process writes ten lines a minute, and at its end one with \`times\`: how many more there were. Of more than 1,000 such kinds in a minute, the others of an event count as one kind. \`einmal_security_events_total\` counts all.

A pipe that takes them out of a log: \`jq -c 'select(.context == "Security")'\`.

Every line has \`level\` (30 for what the operators' own doing brings about, 50 for what they have to mend, else 40), \`time\`, \`service\`, \`pid\`, \`instance\`, \`event\` and \`msg\`, a text for people that may change. Beside them:

| Field | |
| --- | --- |
| \`client\`, \`authority\` | who asked, by the names of the policy; absent where no good token was shown |
| \`who\` | the log's pseudonym of a citizen or member of staff: the same in all lines with one \`instance\` (in a container every \`pid\` is 1), another one elsewhere. It leads back to nobody ([ADR 0083](adr/0083-security-events-have-names-and-persons-have-none.md)) |
| \`instance\` | of one start of a process, made by chance; a service has another one after each start |
| \`traceId\` | as in the problem that the caller got, and in \`traceparent\` |
| \`lookupId\` | of the decision, by which the audit knows who was asked about |
| \`reason\` | what was wrong with a token or permit, which its caller is not told |
| \`code\` | of the problem that the caller got ([problems](problems/)) |
| \`route\` | the pattern of the address, without a value |
| \`times\` | how many more there were in this minute, in a line without \`who\`, ids and route |

No line has a name, a number, a plate, a token or a value of a request. Two more places have what happened: the audit of the operators ([ADR 0018](adr/0018-the-audit-chain-is-anchored-at-kafka.md)), and each register's list of attempts at records of another authority, which only that authority reads.

## Events

| \`event\` | What happened | Codes | Fields |
| --- | --- | --- | --- |
`;

const outro = `
## What to look for

- Many \`token-refused\` of one \`reason\`: a client with a lost key or a wrong clock. Of many reasons: somebody tries.
- \`foreign-asked\` or \`limit-reached\` again and again for one \`client\` or \`who\`: a search for who exists. A limit counts answers without evidence apart and strictly ([ADR 0020](adr/0020-limits-in-memory-written-behind.md)).
- \`permit-refused\` with \`signature\`, \`kid\`, \`header\`, \`foreign issuer\` or \`replayed\`, ever: somebody who is not the gateway reaches the internal door of a register, or a register lacks a new key. Other reasons are versions and clocks that do not fit.
- \`policy-changed\`, \`key-changed\` and \`operator-step\` without a change that you know of.
`;

const code = (text: string): string => `\`${text}\``;

function row(event: SecurityEvent): string {
  const { what, fields } = securityEvents[event];
  const codes = Object.entries(eventOfCode).flatMap(([each, of]) => (of === event ? [code(each)] : []));
  return `| ${[code(event), what, codes.join(', '), fields.map(code).join(', ')].join(' | ')} |\n`;
}

/** docs/security-events.md */
export const securityEventsPage = (): string =>
  intro + (Object.keys(securityEvents) as SecurityEvent[]).map(row).join('') + outro;
