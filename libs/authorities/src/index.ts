export { type Authority, AuthorityTable, authorityTable } from './authority-table.ts';
export { today } from './today.ts';
