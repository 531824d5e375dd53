import { IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { Setting } from '#libs/service-kit';

export class FormsConfig {
  @Setting(
    'Folder with the forms that can be filled, one YAML file each. That of the release unless given; a release without one fills none.',
  )
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly formsFolder?: string;
}
