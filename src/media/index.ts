export { MediaModule } from './media.module.js';
export { MediaService } from './media.service.js';
export { RenditionService } from './rendition.service.js';
