export { type Authority, AuthorityTable, authorityTable } from './authority-table.ts';
