import { Column, Entity, PrimaryColumn } from 'typeorm';

/** The very text a citizen was shown, stored under its hash. */
@Entity('notice')
export class Notice {
  @PrimaryColumn('text') readonly sha256!: string;
  @Column('text', { name: 'template_version' }) readonly templateVersion!: string;
  @Column('text') readonly locale!: string;
  @Column('text') readonly text!: string;
}
