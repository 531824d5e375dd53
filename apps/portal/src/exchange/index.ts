export { EINMAL, Exchange, isWithoutRole } from './exchange.service.ts';
