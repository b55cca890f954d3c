export { FilesModule } from './files.module.js';
export { FileDoors, type FileDoor, type HandedOut, type Shown } from './file-doors.service.js';
export { FileService, type KeptFile } from './file.service.js';
export { storeOf, type FilesOptions } from './files-options.port.js';
export { filesAsJson } from './file.view.js';
export { FileAddresses, type AddressFacts, type Viewer } from './file-addresses.service.js';
export { KeptFiles, type MadeFile, type Making } from './kept-files.service.js';
export { Bundles, type Unpacked, type UnpackedFile } from './bundle.service.js';
export type { BundleRefusal, SkippedFile, SkipReason } from './bundle-entry.policy.js';
