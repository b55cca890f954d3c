import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role, Scope } from '#contracts';

/** A key for programs; of its secret only the SHA-256 is kept, which 256 random bits make enough. */
@Entity({ schema: 'accounts', name: 'api_keys' })
export class ApiKeyEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') company_id!: string;
  @Column('text') made_by!: string;
  @Column('text') name!: string;
  @Column('text') prefix!: string;
  @Column('text') secret_sha256!: string;
  @Column('text', { array: true }) roles!: Role[];
  @Column('text', { array: true }) scopes!: Scope[];
  @Column('text') locale!: string;
  @Column('timestamptz') created_at!: Date;
  @Column('timestamptz', { nullable: true }) last_used_at!: Date | null;
  @Column('timestamptz') expires_at!: Date;
  @Column('timestamptz', { nullable: true }) revoked_at!: Date | null;
}
