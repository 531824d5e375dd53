export { type Authority, readAuthorities } from './authority-lines.ts';
export { AuthorityTable, authorityTable } from './authority-table.ts';
export { followed, hasBegun, hasEnded, type Succeeded, successionFault } from './succession.rules.ts';
export { today } from './today.ts';
