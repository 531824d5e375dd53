import { IsNotEmpty, IsOptional, IsString } from 'class-validator';
import { Setting } from '#libs/service-kit';

export class FormsConfig {
  @Setting(
    'Folder with the forms that can be handed in, one YAML file each, the same as the gateway has. That of the release unless given; a release without one takes none.',
  )
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  readonly formsFolder?: string;
}
