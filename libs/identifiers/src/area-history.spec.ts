import { parseAgs } from './ags.ts';

describe('a municipality key in its period', () => {
  const codeOf = (ags: string, from?: string, until?: string): string => {
    const parsed = parseAgs(ags, { from, until });
    return parsed.ok ? 'OK' : parsed.code;
  };

  it.each([
    ['03152012', '2008-03-01', '2014-05-31', 'OK'],
    ['03152012', '2008-03-01', '2020-05-31', 'OK'],
    ['03152012', '2016-11-01', '2020-05-31', 'HISTORIC_KEY'],
    ['03152012', undefined, undefined, 'HISTORIC_KEY'],
    ['03152005', '2010-00-00', '2012-00-00', 'OK'],
    ['03152012', '0000-00-00', '2012-05-01', 'OK'],
    ['03159016', '2008-03-01', '2014-05-31', 'LATER_KEY'],
    ['03159016', '2008-03-01', '2016-00-00', 'OK'],
    ['03159016', '2008-03-01', '0000-00-00', 'OK'],
    ['03159016', '2008-03-01', '2016-11-01', 'OK'],
    ['03153019', '2019-01-01', '2021-10-31', 'LATER_KEY'],
    ['03153006', '2019-01-01', '2021-10-31', 'OK'],
    ['03241099', '2019-01-01', '2021-10-31', 'UNKNOWN_MUNICIPALITY'],
  ])('%s from %s to %s: %s', (ags, from, until, code) => expect(codeOf(ags, from, until)).toBe(code));
});
