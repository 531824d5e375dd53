import { euidOf } from '#libs/identifiers';
import type { OrganisationHolder, PostalAddress } from './sample-record.ts';

const at = (
  ags: string,
  postcode: string,
  place: string,
  street: string,
  houseNumber: string,
): PostalAddress => ({
  ags,
  postcode,
  place,
  street,
  houseNumber,
});

/** An invented company; its register number lies far above those in use. */
function company(
  name: string,
  court: string,
  registerNumber: string,
  address: PostalAddress,
): OrganisationHolder {
  const euid = euidOf(court, registerNumber);
  if (!euid.ok) throw new Error(euid.explanation);
  return { kind: 'ORGANISATION', euid: euid.value.text, name, address };
}

export const organisations: readonly OrganisationHolder[] = [
  company(
    'Leinebogen Pflegedienst GmbH',
    'P2305',
    'HRB 990101',
    at('03241001', '30449', 'Hannover', 'Lindenstraße', '41'),
  ),
  company(
    'Okertal Bäckerei KG',
    'P1103',
    'HRA 990102',
    at('03101000', '38106', 'Braunschweig', 'Querstraße', '8'),
  ),
  company(
    'Hasegrund Logistik GmbH',
    'P3313',
    'HRB 990103',
    at('03404000', '49074', 'Osnabrück', 'Industriestraße', '77'),
  ),
  company(
    'Huntewind Energie AG',
    'P3210',
    'HRB 990104',
    at('03403000', '26121', 'Oldenburg', 'Uferstraße', '2'),
  ),
  company(
    'Weendequell Elektro OHG',
    'P2204',
    'HRA 990105',
    at('03159016', '37075', 'Göttingen', 'Brunnenstraße', '19'),
  ),
  company(
    'Ilmenau Carsharing eG',
    'P2507',
    'GnR 990106',
    at('03355022', '21335', 'Lüneburg', 'Am Bahnhof', '5'),
  ),
  company(
    'Innerste Gartenbau GmbH',
    'P2408',
    'HRB 990107',
    at('03254021', '31134', 'Hildesheim', 'Sandweg', '30'),
  ),
  company(
    'Emsdeich Fahrschule e.V.',
    'P3101',
    'VR 990108',
    at('03402000', '26721', 'Emden', 'Zum Deich', '14'),
  ),
];
