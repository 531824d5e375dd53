/** What may be wrong with a record, and whether it can be mended without knowing what was meant. */
export const remedies = {
  'lock-hidden': { mended: true, remedy: 'counts as set; an officer confirms or lifts it' },
  'lock-disagrees': { mended: true, remedy: 'counts as set; an officer confirms or lifts it' },
  'list-misplaced': { mended: false, remedy: 'an officer compares it with the file' },
  'text-damaged': { mended: false, remedy: 'an officer takes the text from the file' },
  'text-not-composed': { mended: false, remedy: 'an officer corrects the spelling' },
  'authority-unknown': {
    mended: false,
    remedy: 'correct the municipality, or add it to the table of authorities',
  },
  'consent-end-doubtful': { mended: false, remedy: 'ask the citizen, who may withdraw it' },
} as const;
export type Kind = keyof typeof remedies;

export const repairable = ['residents', 'vehicles', 'business', 'gateway'] as const;
export type Repairable = (typeof repairable)[number];

/** A table and, by kind, what is wrong with its row `r`. */
interface Inspection {
  readonly table: string;
  readonly idType: 'uuid' | 'text';
  readonly faults: Readonly<Partial<Record<Kind, string>>>;
}

const lockKinds = `('INFORMATION', 'CONDITIONAL', 'CIVIL_STATUS', 'TRANSMISSION')`;

/** Locks in lists inside the list, of unknown kind, or no objects at all. */
const lockHidden = `
  case when jsonb_typeof(r.locks) <> 'array' then true else exists (
    select from jsonb_array_elements(r.locks) lock
    where jsonb_typeof(lock) <> 'object' or coalesce(lock ->> 'kind', '') not in ${lockKinds}) end`;

const lockDisagrees = `
  r.information_locked_until is distinct from residents_information_lock(r.locks)
  or r.conditional_lock <> residents_has_lock(r.locks, 'CONDITIONAL')
  or r.former_names_sealed <> residents_has_lock(r.locks, 'CIVIL_STATUS')`;

/** A list whose member is a list, at whatever depth; a list where one object belongs. */
function listMisplaced(lists: readonly string[], objects: readonly string[]): string {
  const nested = 'strict $.** ? (@.type() == "array")[*] ? (@.type() == "array")';
  return [
    ...[...lists, ...objects].map((column) => `coalesce(jsonb_path_exists(r.${column}, '${nested}'), false)`),
    ...objects.map((column) => `coalesce(jsonb_typeof(r.${column}) = 'array', false)`),
  ].join(' or ');
}

/** Of every record. */
const records = {
  'authority-unknown': 'r.authority is null',
  'text-damaged': `r::text like '%' || U&'\\FFFD' || '%'`,
  'text-not-composed': 'r::text is not nfc normalized',
};

/**
 * The end that was asked for is stored nowhere, so this is no proof. A day that does not exist, 29 to 31, became one of
 * the first days of the next month; in UTC that may be 14 hours earlier or 12 hours later. An end within a minute of the
 * longest validity is the one that nobody asked for.
 */
const consentEndDoubtful = `
  r.state = 'ACTIVE' and r.valid_until > now()
  and r.valid_until < r.valid_from + case r.kind when 'CHOICE' then interval '720 hours' else interval '8760 hours' end
    - interval '1 minute'
  and (
    select lasts < 31 and utc < month + (31 - lasts) * interval '1 day' + interval '12 hours'
    from (select r.valid_until at time zone 'UTC' as utc) ended,
      lateral (select date_trunc('month', utc + interval '14 hours') as month) next,
      lateral (select extract(day from month - interval '1 day')::int as lasts) previous)`;

export const inspections: Readonly<Record<Repairable, Inspection>> = {
  residents: {
    table: 'residents',
    idType: 'uuid',
    faults: {
      'lock-hidden': lockHidden,
      'lock-disagrees': lockDisagrees,
      'list-misplaced': listMisplaced(
        [
          ...['former_family_names', 'former_given_names', 'nationalities', 'addresses'],
          ...['minor_children', 'legal_representatives', 'identity_documents'],
        ],
        ['name_change', 'spouse'],
      ),
      ...records,
    },
  },
  vehicles: {
    table: 'vehicles',
    idType: 'uuid',
    faults: {
      'list-misplaced': listMisplaced(['previous_holders'], ['holder', 'insurance', 'transmission_lock']),
      ...records,
    },
  },
  business: {
    table: 'companies',
    idType: 'uuid',
    faults: {
      'list-misplaced': listMisplaced(
        [
          ...['former_euids', 'previous_names', 'establishment_numbers', 'officers', 'proxies'],
          ...['limited_partners', 'status_events', 'entries'],
        ],
        ['successor', 'seat', 'business_address', 'administrative_address', 'register', 'source'],
      ),
      ...records,
    },
  },
  gateway: { table: 'consent', idType: 'text', faults: { 'consent-end-doubtful': consentEndDoubtful } },
};

/** $1 the last id of the page before, or null; $2 rows to look at. One line per row, so that the caller can go on. */
export function pageSql({ table, idType, faults }: Inspection): string {
  const kinds = Object.entries(faults).map(([kind, fault]) => `case when ${fault} then '${kind}' end`);
  return `
    select r.id::text as id, array_remove(array[${kinds.join(', ')}]::text[], null) as kinds
    from (select * from ${table} where $1::${idType} is null or id > $1::${idType} order by id limit $2) r
    order by r.id`;
}
