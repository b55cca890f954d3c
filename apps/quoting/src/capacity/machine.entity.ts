import { Column, Entity, PrimaryColumn } from 'typeorm';

/** One machine of a supplier; decimals stay the exact strings that the database gives. */
@Entity({ schema: 'quoting', name: 'machines' })
export class MachineEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text', { name: 'company_id' }) companyId!: string;
  @Column('int') version!: number;
  @Column('text') name!: string;
  @Column('text', { array: true }) processes!: string[];
  @Column('numeric', { name: 'length_mm', nullable: true }) lengthMm!: string | null;
  @Column('numeric', { name: 'width_mm', nullable: true }) widthMm!: string | null;
  @Column('numeric', { name: 'height_mm', nullable: true }) heightMm!: string | null;
  @Column('numeric', { name: 'diameter_mm', nullable: true }) diameterMm!: string | null;
  @Column('numeric', { name: 'max_mass_kg', nullable: true }) maxMassKg!: string | null;
  @Column('numeric', { name: 'tolerance_mm', nullable: true }) toleranceMm!: string | null;
  @Column('numeric', { name: 'max_hardness_hrc', nullable: true }) maxHardnessHrc!: string | null;
  @Column('numeric', { name: 'hours_per_day' }) hoursPerDay!: string;
  @Column('boolean') active!: boolean;
}
