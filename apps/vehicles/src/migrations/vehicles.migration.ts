import type { MigrationInterface, QueryRunner } from 'typeorm';

export class Vehicles1767225400000 implements MigrationInterface {
  readonly name = 'Vehicles1767225400000';

  async up(runner: QueryRunner): Promise<void> {
    await runner.query(table);
    await runner.query(search);
  }

  down(): Promise<void> {
    throw new Error('Migrations go forward only.');
  }
}

const table = `
  create table vehicles (
    id uuid primary key,
    version int not null,
    origins jsonb not null,
    concerns text[] not null,
    recorded_at timestamptz not null,
    effective_on date not null,
    registration_key text not null constraint vehicles_registration_key unique,
    plate text not null,
    plate_kind text not null,
    plate_assigned_on date not null,
    season text,
    vin text not null,
    holder jsonb not null,
    previous_holders jsonb not null,
    first_registered_on date not null,
    registered_on date not null,
    deregistered_on date,
    vehicle_class text not null,
    body_type text,
    make text not null,
    trade_name text,
    type_variant_version text,
    hsn text,
    tsn text,
    fuel_type text,
    displacement_ccm int,
    power_kw int,
    max_speed_kmh int,
    mass_kg int,
    gross_mass_kg int,
    axles int,
    seats int,
    colour text,
    co2_gram_per_km int,
    emission_class text,
    next_inspection_month text,
    insurance jsonb,
    registration_office text not null,
    ags text,
    certificate_part1_number text,
    certificate_part2_number text,
    transmission_lock jsonb,
    plate_named text,
    vin_named text
  );
  -- jsonb null is not SQL null: a value that ended must be the latter.
  alter table vehicles add check (insurance <> 'null' and transmission_lock <> 'null');
  -- A plate names one registered vehicle; deregistered ones may have borne it before (FZV §9(3), §16).
  create unique index vehicles_plate on vehicles (plate) where deregistered_on is null;
  create index vehicles_plate_named on vehicles (plate_named);
  create index vehicles_vin_named on vehicles (vin_named);
  grant select, insert, update on vehicles to vehicles_app;`;

/** Plate and VIN name the registered vehicle that has them; where there is none, whichever deregistered ones had them. */
const search = `
  create function vehicles_keep_search() returns trigger language plpgsql as $$
  begin
    if new.deregistered_on is null then
      new.plate_named := new.plate;
      new.vin_named := new.vin;
      update vehicles
      set plate_named = nullif(plate_named, new.plate), vin_named = nullif(vin_named, new.vin)
      where deregistered_on is not null and id <> new.id and (plate_named = new.plate or vin_named = new.vin);
    elsif tg_op = 'INSERT' then
      if not exists (select from vehicles where plate = new.plate and deregistered_on is null) then
        new.plate_named := new.plate;
      end if;
      if not exists (select from vehicles where vin_named = new.vin and deregistered_on is null) then
        new.vin_named := new.vin;
      end if;
    end if;
    return new;
  end $$;
  create trigger vehicles_keep_search before insert or update of plate, vin, deregistered_on on vehicles
    for each row execute function vehicles_keep_search();`;
