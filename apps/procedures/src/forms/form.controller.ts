import { Controller, Get } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiParam, ApiTags } from '@nestjs/swagger';
import { NameParam, Public, Refuses } from '#libs/service-kit';
import { FormCatalogue, type ProcedureForm } from './form.catalogue.ts';
import { FormListDto, WholeFormDto } from './form.dto.ts';
import { FormUnknown } from './form.errors.ts';

@ApiTags('forms')
@Public()
@Controller('v1/forms')
export class FormController {
  constructor(private readonly forms: FormCatalogue) {}

  @Get()
  @ApiOperation({ summary: 'Which applications can be made here' })
  @ApiOkResponse({ type: FormListDto })
  list(): FormListDto {
    return { forms: this.forms.all.map(toDto) };
  }

  @Get(':id')
  @Refuses('form-unknown')
  @ApiParam({ name: 'id', example: 'resident-parking-permit' })
  @ApiOperation({ summary: 'One of these, with its pages and fields' })
  @ApiOkResponse({ type: WholeFormDto })
  one(@NameParam('id', /^[a-z][a-z0-9-]{0,99}$/, FormUnknown) id: string): WholeFormDto {
    const form = this.forms.of(id);
    if (form === undefined) throw new FormUnknown();
    return { ...toDto(form), definition: form.definition };
  }
}

const toDto = ({ id, version, authority, purpose, title, evidenceTypes }: ProcedureForm) => ({
  id,
  version,
  authority,
  purpose,
  title,
  evidenceTypes,
});
