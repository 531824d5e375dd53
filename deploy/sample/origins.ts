/** Names of one tradition. Invented combinations; DIN 91379 letters, NFC. */
export interface Origin {
  readonly weight: number;
  /** Destatis keys of nationality and state of birth. */
  readonly state: string;
  readonly birthPlaces: readonly string[];
  readonly familyNames: readonly string[];
  readonly male: readonly string[];
  readonly female: readonly string[];
  /** Given names of people born before 1970, where they differ. */
  readonly olderMale?: readonly string[];
  readonly olderFemale?: readonly string[];
}

const words = (text: string): readonly string[] => text.split(/\s+/);

export const german: Origin = {
  weight: 800,
  state: '000',
  birthPlaces: words(
    'Hannover Braunschweig Oldenburg Osnabrück Göttingen Hildesheim Celle Lüneburg Emden Cuxhaven Hameln Wolfsburg Salzgitter Delmenhorst Nordhorn Stade Bremen Hamburg Berlin Magdeburg Kassel Bielefeld Münster Köln Leipzig',
  ),
  familyNames: words(
    'Ahlers Albrecht Bäcker Bartels Becker Behrens Böttcher Brandt Brüggemann Busch Claßen Cordes Dierks Ehlers Engelke Fröhlich Fuchs Gerdes Göhring Grönemann Großmann Hansen Harms Heidemann Hinrichs Höper Jäger Janßen Jürgens Kaiser Köhler König Krüger Kühn Lüders Lührs Lütjen Meinecke Meyer Möller Müller Nüßlein Oltmanns Ostermann Peters Pöhlmann Rösler Rüter Schäfer Schlüter Schmidt Schönfeld Schröder Schrörs Schütte Siebert Sörensen Strauß Thölke Ulrich Voß Wächter Wehrmann Weiß Wiegand Wöhler Wüstefeld Zöllner von_Alten zur_Mühlen Meyer-Lüdeke Groß-Bölting',
  ).map((name) => name.replaceAll('_', ' ')),
  male: words(
    'Alexander Ben Björn Christian Daniel David Elias Emil Fabian Felix Finn Florian Hannes Henry Jan Jannik Jonas Julian Jörn Kai Karl Lars Leon Lukas Malte Marcel Matthis Maximilian Moritz Niklas Noah Ole Oskar Paul Philipp René Sebastian Simon Sören Theo Tim Tobias Tom',
  ),
  female: words(
    'Alina Amelie Anja Anna Carla Charlotte Clara Emilia Emma Finja Franziska Frieda Hanna Ida Jana Johanna Julia Katharina Lara Laura Lea Lena Leni Lina Lisa Luisa Maja Marie Mathilda Melanie Mia Nele Nina Noémie Paula Sarah Sophie Svenja Tanja Zoë',
  ),
  olderMale: words(
    'Bernd Bernhard Dieter Dietmar Eberhard Ernst Friedrich Fritz Gerd Gerhard Günter Hans Hartmut Heinrich Heinz Helmut Hermann Horst Jürgen Karl Klaus Manfred Michael Norbert Otto Peter Rainer Reinhard Rolf Rüdiger Siegfried Uwe Volker Werner Wilhelm Wolfgang',
  ),
  olderFemale: words(
    'Angelika Anneliese Annemarie Barbara Bärbel Birgit Brigitte Christa Doris Edith Elfriede Elisabeth Erika Eva Gertrud Gisela Gudrun Hannelore Heike Helga Hildegard Ilse Ingeborg Ingrid Irmgard Karin Käthe Margarete Maria Marlies Monika Petra Renate Rosemarie Sabine Sigrid Ursula Waltraud',
  ),
};

export const origins: readonly Origin[] = [
  german,
  {
    weight: 55,
    state: '163',
    birthPlaces: words('Ankara Balıkesir Diyarbakır İstanbul İzmir Kayseri Konya Trabzon'),
    familyNames: words(
      'Aydın Çelik Çetin Demir Doğan Erdoğdu Güneş Kılıç Koç Öztürk Şahin Şimşek Yıldız Yılmaz',
    ),
    male: words('Ahmet Burak Çağlar Emre Hüseyin İsmail Kerem Mehmet Murat Ömer Serkan Yiğit'),
    female: words('Ayşe Büşra Çiğdem Elif Esra Fatma Gülşen Hatice Merve Özlem Şeyma Zeynep'),
  },
  {
    weight: 45,
    state: '152',
    birthPlaces: words('Białystok Gdańsk Kielce Kraków Łódź Opole Poznań Rzeszów Wrocław'),
    familyNames: words('Duda Gołąb Kaczmarek Kowalczyk Krawiec Mazur Nowak Pawlak Sobczak Wójcik Wróbel Żak'),
    male: words('Andrzej Bartłomiej Grzegorz Jakub Łukasz Marek Mateusz Michał Paweł Piotr Stanisław Tomasz'),
    female: words(
      'Agnieszka Aleksandra Bożena Ewa Grażyna Joanna Katarzyna Małgorzata Natalia Wioletta Zofia Żaneta',
    ),
  },
  {
    weight: 30,
    state: '475',
    birthPlaces: words('Aleppo Damaskus Hama Homs Latakia'),
    familyNames: words('Al-Aḥmad Al-Khaṭīb Darwīsh Ḥaddād Ḥamdān Kassem Najjār Qāsim Ṣāliḥ Sulaimān'),
    male: words('Aḥmad ʿAlī Ḥassan Khālid Maḥmūd Muḥammad Omar Samīr Yūsuf'),
    female: words('ʿĀʾisha Amal Fāṭima Hanān Laylā Maryam Nūr Rana Salmā Yasmīn'),
  },
  {
    weight: 22,
    state: '130',
    birthPlaces: words('Osijek Rijeka Split Šibenik Varaždin Zadar Zagreb'),
    familyNames: words('Đurić Grgić Horvat Jurić Knežević Kovačević Marić Perković Šimić Vuković Živković'),
    male: words('Ante Boško Dražen Goran Ivica Luka Mišo Nikša Tomislav Željko'),
    female: words('Ana Dijana Đurđica Ivana Jelena Lucija Marija Mirjana Snježana Željka'),
  },
  {
    weight: 20,
    state: '154',
    birthPlaces: words('Brașov București Cluj-Napoca Iași Sibiu Timișoara'),
    familyNames: words('Bălan Constantinescu Dumitrescu Ionescu Mureșan Popescu Șerban Stănescu Țurcanu'),
    male: words('Alexandru Andrei Cătălin Ionuț Mihai Răzvan Ștefan Vasile'),
    female: words('Anca Crăița Elena Ioana Mădălina Mihaela Rodica Ștefania'),
  },
  {
    weight: 16,
    state: '166',
    birthPlaces: words('Charkiw Dnipro Kyjiw Lwiw Odessa Tscherniwzi'),
    familyNames: words('Bondarenko Kovalčuk Kravčenko Lysenko Melʹnyk Ševčenko Tkačenko'),
    male: words('Andrij Bohdan Dmytro Mykola Oleksandr Serhij Taras'),
    female: words('Halyna Iryna Kateryna Nataliâ Oksana Olena Svìtlana'),
  },
  {
    weight: 12,
    state: '126',
    birthPlaces: words('Aalborg Aarhus Helsingør København Rønne Tønder'),
    familyNames: words('Ægidius Bjørn Kjær Møller Nørgaard Ørsted Skårup Søndergaard'),
    male: words('Anders Bjarne Jørgen Kåre Mads Søren Åge'),
    female: words('Åse Birgitte Bodil Dorthe Kirstine Maren Sørine'),
  },
];
