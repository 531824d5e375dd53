import { type DynamicModule, Module } from '@nestjs/common';
import { FormCatalogue, type ProcedureForm } from './form.catalogue.ts';
import { FormController } from './form.controller.ts';

/** The forms, for every part of this app. */
@Module({})
export class FormsModule {
  static for(forms: readonly ProcedureForm[], isTaken: (authority: string) => boolean): DynamicModule {
    return {
      module: FormsModule,
      global: true,
      controllers: [FormController],
      providers: [{ provide: FormCatalogue, useValue: new FormCatalogue(forms, isTaken) }],
      exports: [FormCatalogue],
    };
  }
}
