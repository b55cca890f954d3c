import { Module } from '@nestjs/common';
import { SheetPages } from './sheet-pages.service.js';

/** Pages of drawings as pictures. Always: a process of its own per page. Ask first: another kind of file. Never: a page that is kept. */
@Module({ providers: [{ provide: SheetPages, useFactory: () => new SheetPages() }], exports: [SheetPages] })
export class SheetsModule {}
