/** Citations are kept the short way of the law reports; in German they are written out: "StVO § 45 Abs. 1b Nr. 2a". */
const written: readonly (readonly [RegExp, string])[] = [
  [/ to §/g, ' zu §'],
  [/§(?=\d)/g, '§\u00a0'],
  [/\((\w+)\)–\((\w+)\)/g, ' Abs.\u00a0$1–$2'],
  [/\((\w+)\), \((\w+)\)/g, ' Abs.\u00a0$1 und $2'],
  [/(?<=\d\w?)\((\d\w*)\)/g, ' Abs.\u00a0$1'],
  [/ no\. /g, ' Nr.\u00a0'],
  [/ s\. /g, ' S.\u00a0'],
  [/ within one city /g, ' innerhalb einer Stadt '],
];

export const lawText = (citation: string, language: 'de' | 'en'): string =>
  language === 'de'
    ? written.reduce((text, [short, long]) => text.replaceAll(short, long), citation)
    : citation.replaceAll('DSGVO', 'GDPR');
