import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { MouldState } from '#contracts/order-moulds';

/** A mould: one project of one company, under the company's own number. */
@Entity({ schema: 'ordering', name: 'moulds' })
export class MouldEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'company_id' }) companyId!: string;
  @Column('int', { default: 1 }) version!: number;
  @Column('text', { name: 'mould_no' }) mouldNo!: string;
  @Column('text') title!: string;
  @Column('text', { name: 'customer_name', nullable: true }) customerName!: string | null;
  @Column('text', { default: 'DRAFT' }) state!: MouldState;
  /** State to take the mould up in again; null unless it is on hold. */
  @Column('text', { name: 'held_from', nullable: true }) heldFrom!: MouldState | null;
  @Column('text', { nullable: true }) cavities!: string | null;
  @Column('text', { name: 'base_standard', nullable: true }) baseStandard!: string | null;
  @Column('date', { name: 't0_date', nullable: true }) t0Date!: string | null;
  @Column('date', { name: 't1_date', nullable: true }) t1Date!: string | null;
  @Column('char', { length: 3, default: 'CNY' }) currency!: string;
  @Column('text', { name: 'external_source', nullable: true }) externalSource!: string | null;
  @Column('text', { name: 'external_id', nullable: true }) externalId!: string | null;
  @Column('timestamptz', { name: 'created_at', default: () => 'clock_timestamp()' }) createdAt!: Date;
}
