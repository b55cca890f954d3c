export { FilesModule } from './files.module.js';
export { FileService } from './file.service.js';
export type { FilesOptions } from './files-options.port.js';
export { filesAsJson } from './file.view.js';
