import { Column, Entity, PrimaryColumn } from 'typeorm';
import type { Locale } from '#contracts';

/** A person; the address is kept in the one form in which addresses are compared. */
@Entity({ schema: 'accounts', name: 'users' })
export class UserEntity {
  @PrimaryColumn('text') id!: string;
  @Column('text') email!: string;
  @Column('text') name!: string;
  @Column('text') locale!: Locale;
  /** argon2id in its own text form, parameters included. */
  @Column('text', { select: false }) password_hash!: string;
}
