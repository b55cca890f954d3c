export { SheetsModule } from './sheets.module.js';
export { SheetPages, type SheetSource } from './sheet-pages.service.js';
export type { SheetPage } from './sheet-painter.port.js';
export type { SheetRefusal } from './sheet-job.view.js';
