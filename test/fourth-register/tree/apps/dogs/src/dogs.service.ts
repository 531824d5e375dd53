import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  type Act,
  type ChangeAct,
  type ImportOptions,
  type Keeper,
  type Receipt,
  RecordImport,
  RecordStore,
  type Values,
} from '#libs/register-kit';
import type { Dog } from './dog.entity.ts';
import { deregister, transferTo } from './dog.rules.ts';
import { RegisterDogDto } from './register-dog.dto.ts';
import type { TransferDogDto } from './transfer-dog.dto.ts';

/** The acts of the register of dogs. */
@Injectable()
export class DogsService {
  private readonly imports: RecordImport<Dog, RegisterDogDto>;

  constructor(private readonly records: RecordStore<Dog>) {
    this.imports = new RecordImport(records, { body: RegisterDogDto, valuesOf });
  }

  register(keeper: Keeper, body: RegisterDogDto, act: Act): Promise<Receipt> {
    return this.records.register(keeper, act, valuesOf(body));
  }

  transfer(keeper: Keeper, id: string, { owner }: TransferDogDto, act: ChangeAct): Promise<Receipt> {
    return this.records.change(keeper, id, act, transferTo(owner));
  }

  deregister(keeper: Keeper, id: string, act: ChangeAct): Promise<Receipt> {
    return this.records.change(keeper, id, act, deregister(act.effectiveOn));
  }

  import(lines: Readable, options: ImportOptions): Readable {
    return this.imports.run(lines, options);
  }
}

const valuesOf = ({ chip, race, taxClass, owner }: RegisterDogDto): Values<Dog> => ({
  chip,
  race,
  taxClass,
  owner,
  deregisteredOn: null,
});
