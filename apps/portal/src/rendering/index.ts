export { PageRenderer } from './page-renderer.ts';
export { RenderingModule } from './rendering.module.ts';
