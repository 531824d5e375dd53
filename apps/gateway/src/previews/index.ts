export { otherWays, PreviewDto } from './preview-answer.dto.ts';
export type { PreviewRequestDto } from './preview-request.dto.ts';
export { PreviewsService } from './previews.service.ts';
export { PreviewStore } from './preview.store.ts';
export { PreviewsModule } from './previews.module.ts';
export { ReleasesService } from './releases.service.ts';
