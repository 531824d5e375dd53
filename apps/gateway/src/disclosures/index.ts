export { DisclosuresModule } from './disclosures.module.ts';
