export { RequestsModule } from './requests.module.ts';
export { RequestsService } from './requests.service.ts';
