import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Role } from '#contracts';

/** A person's place in a company. */
@Entity({ schema: 'accounts', name: 'members' })
export class MemberEntity {
  @PrimaryColumn('text') id!: string;
  @Column('int') version!: number;
  @Column('text') company_id!: string;
  @Column('text') user_id!: string;
  @Column('text', { array: true }) roles!: Role[];
}
