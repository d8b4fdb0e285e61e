export { ComposeService } from './compose.service.js';
export { PostsModule } from './posts.module.js';
export { PostsService } from './posts.service.js';
