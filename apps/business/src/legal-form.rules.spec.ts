import { legalFormFrom } from './legal-form.rules.ts';

describe('the legal form', () => {
  it.each([
    ['Amber Shipping UG (haftungsbeschränkt) & Co. KG', 'HRA', '230'],
    ['Plan I Immobilien GmbH & Co.KG', 'HRA', '230'],
    ['UBG Projektentwicklungs GmbH & Co. Gau-Algesheim Neunzehnte Beteiligungs KG', 'HRA', '230'],
    ['Unterstützungskasse GmbH der Hermann Meyer & Co. Kommanditgesellschaft', 'HRB', '350'],
    ['DEV Media UG (haftungsbeschränkt)', 'HRB', '351'],
    ['V.I.V.A.-gemeinnützige GmbH', 'HRB', '350'],
    ['Curioso gGmbH', 'HRB', '350'],
    ['Raco-Technik Gesellschaft für Kunststoff mit beschränkter Haftung', 'HRB', '350'],
    ['DZ HYP AG', 'HRB', '310'],
    ['ElectronicPartner Handel SE', 'HRB', '360'],
    ['Dr. August Oetker KG', 'HRA', '220'],
    ['Mix Markt 132 OHG', 'HRA', '210'],
    ['Löffler Metallbau e.K.', 'HRA', '170'],
    ['Gau-Algesheimer Volksbank eG', 'GnR', '400'],
    ['Schachklub Gau-Algesheim', 'VR', '590'],
    ['Hans Wolf', 'HRA', undefined],
    ['Hannover 96 GmbH & Co. KGaA', 'HRB', undefined],
    ['Beispiel SE & Co. KGaA', 'HRB', undefined],
    ['Beispiel AG & Co. Kommanditgesellschaft auf Aktien', 'HRB', undefined],
    ['Beispiel Versicherungsverein auf Gegenseitigkeit', 'HRB', undefined],
    ['Beispiel Krankenversicherungsverein a.G.', 'HRB', undefined],
    ['Beispiel VVaG', 'HRB', undefined],
    ['Beispiel EWIV', 'HRA', undefined],
    ['Beispiel EWIV & Co. KG', 'HRA', '220'],
    ['A.G. Beispiel GmbH', 'HRB', '350'],
    ['Panasonic Europe Ltd. Zweigniederlassung Deutschland Hamburg Office', 'HRB', undefined],
  ])('of %s in %s is %s', (name, section, key) => {
    expect(legalFormFrom(name, section)).toBe(key);
  });
});
