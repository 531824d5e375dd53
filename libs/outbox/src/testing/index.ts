export { truthSql, writeUntil } from './adversarial-writer.ts';
export { inversions } from './order.ts';
