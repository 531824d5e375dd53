import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import {
  type Act,
  type ChangeAct,
  type ImportOptions,
  type Keeper,
  localDay,
  type Receipt,
  RecordImport,
  RecordStore,
  type Values,
} from '#libs/register-kit';
import type { Company } from './company.entity.ts';
import { deleteCompany, moveSeat } from './company.rules.ts';
import type { MoveSeatDto } from './move-seat.dto.ts';
import { companyFromOffeneRegister } from './offeneregister.rules.ts';
import { RegisterCompanyDto } from './register-company.dto.ts';
import { companyOf, entered } from './registration.rules.ts';
import type { SearchCompaniesDto } from './search-companies.dto.ts';

/** The acts of the commercial register. */
@Injectable()
export class CompaniesService {
  private readonly imports: RecordImport<Company, RegisterCompanyDto>;

  constructor(private readonly records: RecordStore<Company>) {
    this.imports = new RecordImport(records, {
      body: RegisterCompanyDto,
      valuesOf,
      formats: { offeneregister: companyFromOffeneRegister },
    });
  }

  register(keeper: Keeper, body: RegisterCompanyDto, act: Act): Promise<Receipt> {
    return this.records.register(keeper, act, valuesOf(body));
  }

  moveSeat(
    keeper: Keeper,
    id: string,
    { seat, register, businessAddress }: MoveSeatDto,
    act: ChangeAct,
  ): Promise<Receipt> {
    const { euid, entry } = entered(register);
    const address = businessAddress === undefined ? {} : { businessAddress };
    return this.records.change(
      keeper,
      id,
      act,
      moveSeat({ seat, register: entry, euid, ...address }, act.effectiveOn),
    );
  }

  delete(keeper: Keeper, id: string, act: ChangeAct): Promise<Receipt> {
    return this.records.change(keeper, id, act, deleteCompany(act.effectiveOn));
  }

  search(keeper: Keeper, { euid, widnr, lei }: SearchCompaniesDto): Promise<readonly Company[]> {
    if (euid !== undefined) return this.records.find(keeper, 'euid', euid);
    return widnr === undefined
      ? this.records.find(keeper, 'lei', lei ?? '')
      : this.records.find(keeper, 'widnr', widnr);
  }

  import(lines: Readable, options: ImportOptions): Readable {
    return this.imports.run(lines, options);
  }
}

const valuesOf = (body: RegisterCompanyDto): Values<Company> => companyOf(body, localDay(new Date()));
