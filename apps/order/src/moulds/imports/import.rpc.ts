import { Controller } from '@nestjs/common';
import type { Actor } from '#contracts';
import {
  confirmImport, importOf, importsOfMould, reviewImport, startImport,
  type ConfirmImportInput, type ConfirmImportResult, type ImportInput, type ImportView, type ImportsOfMouldInput,
  type ReviewImportInput, type ReviewImportResult, type StartImportInput, type StartImportResult,
} from '#contracts/order-imports';
import { Serves } from '#platform/rpc';
import { ImportReading } from './import-reading.service.js';
import { ImportService } from './import.service.js';

/** What the house may ask about imports. */
@Controller()
export class ImportRpc {
  constructor(private readonly reading: ImportReading, private readonly service: ImportService) {}

  @Serves(importOf)
  async importOf(actor: Actor, input: ImportInput): Promise<{ import: ImportView | null }> {
    return { import: await this.reading.importOf(actor, input.id) };
  }

  @Serves(importsOfMould)
  async importsOfMould(actor: Actor, input: ImportsOfMouldInput): Promise<{ imports: ImportView[] }> {
    return { imports: await this.reading.importsOfMould(actor, input) };
  }

  @Serves(startImport)
  startImport(actor: Actor, input: StartImportInput): Promise<StartImportResult> {
    return this.service.startImport(actor, input);
  }

  @Serves(reviewImport)
  reviewImport(actor: Actor, input: ReviewImportInput): Promise<ReviewImportResult> {
    return this.service.reviewImport(actor, input);
  }

  @Serves(confirmImport)
  confirmImport(actor: Actor, input: ConfirmImportInput): Promise<ConfirmImportResult> {
    return this.service.confirmImport(actor, input);
  }
}
