import { Column, Entity, PrimaryGeneratedColumn } from 'typeorm';
import type { PlaceKind } from '../contract/districts.js';

/** One place of the organisation: a nation, a state, a district, a booth. */
@Entity('districts')
export class District {
  @PrimaryGeneratedColumn('identity', { generatedIdentity: 'ALWAYS' })
  id!: number;

  /** The organisation's own lasting name of the place; an import finds it by this. */
  @Column('text', { unique: true })
  code!: string;

  @Column('integer', { name: 'parent_id', nullable: true })
  parentId!: number | null;

  @Column('text')
  kind!: PlaceKind;

  @Column('text', { name: 'name_en' })
  nameEn!: string;

  @Column('text', { name: 'name_hi' })
  nameHi!: string;

  /** Values for variables in texts, by variable name. */
  @Column('jsonb')
  attributes!: Record<string, string>;

  /** Ids from the top of the tree down to this place, `/1/7/`: its subtree is every path that starts so. */
  @Column('text', { unique: true })
  path!: string;
}
