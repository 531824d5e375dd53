export { PreviewStore } from './preview.store.ts';
export { PreviewsModule } from './previews.module.ts';
export { ReleasesService } from './releases.service.ts';
