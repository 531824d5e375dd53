export { type Authority, AuthorityTable, authorityTable } from './authority-table.ts';
export { followed, hasEnded, type Succeeded, successionFault } from './succession.rules.ts';
export { today } from './today.ts';
