export { addAssets } from './add-assets.ts';
export { Assets } from './assets.ts';
