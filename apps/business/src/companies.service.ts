import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { Actor } from '#libs/contracts';
import {
  type Act,
  type ChangeAct,
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

  register(body: RegisterCompanyDto, act: Act): Promise<Receipt> {
    return this.records.register(act, valuesOf(body));
  }

  moveSeat(id: string, { seat, register, businessAddress }: MoveSeatDto, act: ChangeAct): Promise<Receipt> {
    const { euid, entry } = entered(register);
    const address = businessAddress === undefined ? {} : { businessAddress };
    return this.records.change(
      id,
      act,
      moveSeat({ seat, register: entry, euid, ...address }, act.effectiveOn),
    );
  }

  delete(id: string, act: ChangeAct): Promise<Receipt> {
    return this.records.change(id, act, deleteCompany(act.effectiveOn));
  }

  search({ euid, widnr, lei }: SearchCompaniesDto): Promise<readonly Company[]> {
    if (euid !== undefined) return this.records.find('euid', euid);
    return widnr === undefined ? this.records.find('lei', lei ?? '') : this.records.find('widnr', widnr);
  }

  import(lines: Readable, format: string, officer: Actor): Readable {
    return this.imports.run(lines, { format, officer });
  }
}

const valuesOf = (body: RegisterCompanyDto): Values<Company> => companyOf(body, localDay(new Date()));
