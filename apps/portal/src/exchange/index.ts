export { EINMAL, Exchange } from './exchange.service.ts';
