export { fillDirectory } from './fill.ts';
export { ResidenceStore } from './residence.store.ts';
export { demandRoutable } from './routable.rules.ts';
export { Routes } from './routes.service.ts';
export { routingGroup } from './routing.controller.ts';
export { RoutingModule } from './routing.module.ts';
