export { PreviewStore } from './preview.store.ts';
export { PreviewsModule } from './previews.module.ts';
