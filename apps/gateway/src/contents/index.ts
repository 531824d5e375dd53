export { ContentsModule } from './contents.module.ts';
