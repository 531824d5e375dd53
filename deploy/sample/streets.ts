/** Streets that exist in most places, so that an address names nobody's real home in particular. */
export const streets: readonly string[] = [
  ...['Ahornweg', 'Alte Dorfstraße', 'Am Anger', 'Am Bahnhof', 'Am Brink', 'Am Mühlenbach', 'Am Sportplatz'],
  ...[
    'Amselweg',
    'An der Kirche',
    'Bachstraße',
    'Bahnhofstraße',
    'Beethovenstraße',
    'Bergstraße',
    'Birkenweg',
  ],
  ...['Blumenstraße', 'Breslauer Straße', 'Brunnenstraße', 'Buchenweg', 'Danziger Straße', 'Dorfstraße'],
  ...['Eichenweg', 'Fliederweg', 'Friedrich-Ebert-Straße', 'Gartenstraße', 'Goethestraße', 'Große Straße'],
  ...['Hauptstraße', 'Heideweg', 'Hinter den Höfen', 'Im Winkel', 'Industriestraße', 'Jahnstraße'],
  ...['Kastanienallee', 'Kirchstraße', 'Königsberger Straße', 'Lange Straße', 'Lerchenweg', 'Lindenstraße'],
  ...['Marktplatz', 'Marktstraße', 'Meisenweg', 'Mittelstraße', 'Moorweg', 'Mozartstraße', 'Mühlenstraße'],
  ...['Neue Straße', 'Neuer Weg', 'Nordstraße', 'Ostlandstraße', 'Poststraße', 'Querstraße', 'Ringstraße'],
  ...['Rosenweg', 'Sandweg', 'Schillerstraße', 'Schloßstraße', 'Schulstraße', 'Schützenstraße', 'Südstraße'],
  ...['Talstraße', 'Tannenweg', 'Uferstraße', 'Vor dem Tore', 'Waldstraße', 'Wiesengrund', 'Zum Deich'],
];
