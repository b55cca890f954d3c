import type { BundleRefusal, SkippedFile } from '../../files/bundle-entry.policy.js';

/** What the files of an import are for: one list, the models that stand beside it or in its place, and what belongs to single parts. */
export interface Intake {
  readonly list: string | null;
  readonly models: readonly string[];
  readonly attachments: readonly string[];
  /** Files that are left out, with the reason. */
  readonly skipped: readonly SkippedFile[];
}

export type IntakeRefusal = BundleRefusal | 'COMPANY_FULL' | 'MODEL_UNREADABLE';

export const noIntake: Intake = { list: null, models: [], attachments: [], skipped: [] };

/** A STEP file whose structure was read; null for one that cannot be. */
export interface ReadModel { readonly fileId: string; readonly name: string; readonly parts: number | null }

/**
 * Which models show the whole mould, and which one part each. Several parts are a mould. A file of one part is a drawing in three dimensions, which goes
 * to the part that its name speaks of; only where nothing else says what the parts are, neither a list nor the mould, are such files the list.
 */
export function sortModels(models: readonly ReadModel[], hasParts: boolean): { models: string[]; attachments: string[]; skipped: SkippedFile[] } {
  const readable = models.filter(({ parts }) => parts !== null);
  const whole = readable.filter(({ parts }) => parts! > 1);
  const single = readable.filter(({ parts }) => parts === 1);
  const skipped = models.filter(({ parts }) => parts === null).map(({ name }): SkippedFile => ({ name, why: 'MODEL_UNREADABLE' }));
  const listing = !hasParts && whole.length === 0;
  return { models: (listing ? single : whole).map(({ fileId }) => fileId), attachments: listing ? [] : single.map(({ fileId }) => fileId), skipped };
}

/** What an import of before bundles and models read. */
export function intakeOf(stored: Intake, fileIds: readonly string[]): Intake {
  const isOld = stored.list === null && stored.models.length === 0 && stored.attachments.length === 0;
  return isOld ? { ...stored, list: fileIds[0] ?? null } : stored;
}
