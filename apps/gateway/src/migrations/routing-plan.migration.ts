import { migrationOf } from '#libs/service-kit';

/** One plan for all calls: made for each, it took longer than what it plans (ADR 0045). */
export const routingPlanMigration = migrationOf('RoutingPlan1797120000020', [
  'alter function routing.keepers(text[], text[]) set plan_cache_mode = force_generic_plan',
]);
