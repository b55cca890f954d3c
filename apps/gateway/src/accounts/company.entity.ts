import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { CompanyStatus } from '#contracts/gateway-accounts';

/** A company; buyer and supplier are what it does, not what it is. */
@Entity({ schema: 'accounts', name: 'companies' })
export class CompanyEntity {
  @PrimaryColumn('text') id!: string;
  @Column('int') version!: number;
  @Column('text') name!: string;
  @Column('text', { nullable: true }) registration_no!: string | null;
  @Column('text') time_zone!: string;
  @Column('text') status!: CompanyStatus;
  @Column('text', { array: true }) processes!: string[];
  @Column('text', { nullable: true }) town!: string | null;
  @Column('numeric', { nullable: true }) latitude!: string | null;
  @Column('numeric', { nullable: true }) longitude!: string | null;
}
