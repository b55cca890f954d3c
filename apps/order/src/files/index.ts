export { FilesModule } from './files.module.js';
export { FileService } from './file.service.js';
export { storeOf, type FilesOptions } from './files-options.port.js';
export { filesAsJson } from './file.view.js';
