import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '#contracts';

/** An invitation into a company; of link and code only proofs are kept. */
@Entity({ schema: 'accounts', name: 'invitations' })
export class InvitationEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') company_id!: string;
  @Column('text') invited_by!: string;
  @Column('text') email!: string;
  @Column('text', { array: true }) roles!: Role[];
  @Column('text') token_sha256!: string;
  @Column('text') code_mac!: string;
  @Column('int') wrong_codes!: number;
  @Column('timestamptz') expires_at!: Date;
}
