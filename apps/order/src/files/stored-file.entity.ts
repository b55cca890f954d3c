import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { FilePurpose, FileState } from '#contracts/order-files';

/** A file: first a promise of bytes, then the bytes under `storageKey`. */
@Entity({ schema: 'ordering', name: 'files' })
export class StoredFileEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'company_id' }) companyId!: string;
  @Column('text', { name: 'user_id', nullable: true }) userId!: string | null;
  @Column('text') purpose!: FilePurpose;
  @Column('text') name!: string;
  /** Bytes, as a digit string. */
  @Column('bigint', { name: 'byte_size' }) byteSize!: string;
  @Column('text') sha256!: string;
  @Column('text', { name: 'media_type', nullable: true }) mediaType!: string | null;
  @Column('text', { default: 'AWAITED' }) state!: FileState;
  @Column('text', { name: 'storage_key', nullable: true }) storageKey!: string | null;
  @Column('text', { name: 'refused_why', nullable: true }) refusedWhy!: string | null;
  /** End of the transfer under way; null when none is. */
  @Column('timestamptz', { name: 'transfer_until', nullable: true }) transferUntil!: Date | null;
  /** Bytes of chunks that are safe with the storage, as a digit string. */
  @Column('bigint', { default: '0' }) received!: string;
  /** The storage's name for the transfer that these chunks belong to; null when there is none. */
  @Column('text', { nullable: true }) transfer!: string | null;
  /** Until when chunks are taken; null before the first. */
  @Column('timestamptz', { name: 'transfer_ends', nullable: true }) transferEnds!: Date | null;
  /** The file that this one was taken out of; null for one that somebody uploaded. */
  @Column('text', { name: 'origin_id', nullable: true }) originId!: string | null;
  /** When a promise that nobody kept is forgotten. */
  @Column('timestamptz', { name: 'expires_at' }) expiresAt!: Date;
  @Column('timestamptz', { name: 'created_at', default: () => 'clock_timestamp()' }) createdAt!: Date;
}
