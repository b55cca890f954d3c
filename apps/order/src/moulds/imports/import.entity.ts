import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { ImportColumnInput, ImportCountsView, ImportState } from '#contracts/order-imports';
import type { FileAssignment } from './attachment.policy.js';
import type { BomAnswer } from './bom-problem.policy.js';
import { noIntake, type Intake } from './intake.policy.js';

/** One reading of a parts list. `result` is what was understood, as compressed JSON; nothing of it is in the mould before CONFIRMED. */
@Entity({ schema: 'ordering', name: 'imports' })
export class ImportEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'company_id' }) companyId!: string;
  @Column('text', { name: 'mould_id' }) mouldId!: string;
  @Column('int', { default: 1 }) version!: number;
  @Column('text', { default: 'PARSING' }) state!: ImportState;
  @Column('text', { name: 'file_ids', array: true }) fileIds!: string[];
  /** How often reading was begun; a reader that dies takes its process with it, not the import. */
  @Column('int', { default: 0 }) attempts!: number;
  /** Until when the reading under way has the import to itself. */
  @Column('timestamptz', { name: 'leased_until', nullable: true }) leasedUntil!: Date | null;
  @Column('int', { name: 'progress_percent', default: 0 }) progressPercent!: number;
  @Column('jsonb', { name: 'chosen_columns', default: [] }) chosenColumns!: ImportColumnInput[];
  @Column('jsonb', { default: [] }) answers!: BomAnswer[];
  /** What its files are for; known once they were looked into. */
  @Column('jsonb', { default: noIntake }) intake!: Intake;
  /** What people said of single files. */
  @Column('jsonb', { default: [] }) assigned!: FileAssignment[];
  @Column('jsonb') counts!: ImportCountsView;
  @Column('bytea', { nullable: true }) result!: Buffer | null;
  @Column('text', { name: 'started_by', nullable: true }) startedBy!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'clock_timestamp()' }) createdAt!: Date;
  @Column('timestamptz', { name: 'decided_at', nullable: true }) decidedAt!: Date | null;
}
