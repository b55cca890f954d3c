export { BoardService } from './board.service.js';
export { ProgressModule } from './progress.module.js';
