import { type Both, words } from '../layout/index.ts';

/** What a case is about, in words. */
export const kindWords = words({
  VALUE_DOUBTED: ['Zweifel an einer Angabe', 'Doubt about an entry'],
  REPRESENTATION_DOUBTED: ['Wer ein Kind vertritt, ist unklar', 'Who represents a child is unclear'],
  FORMER_RESIDENT: ['Anderswo angemeldet', 'Registered elsewhere'],
  PROTECTED_FEEDBACK: ['Rückmeldung mit Sperren', 'Feedback with locks'],
  FEEDBACK_OVERDUE: ['Rückmeldung fehlt', 'Feedback is missing'],
  HOLDER_ADDRESS_CHANGED: ['Halterin oder Halter ist umgezogen', 'The holder has moved'],
  HOLDER_SEAT_MOVED: ['Das Unternehmen hat seinen Sitz verlegt', 'The company has moved its seat'],
  HOLDER_NAME_CHANGED: ['Halterin oder Halter heißt anders', 'The holder has another name'],
  HOLDER_DECEASED: ['Halterin oder Halter ist verstorben', 'The holder has died'],
  HOLDER_ORGANISATION_GONE: ['Das Unternehmen gibt es nicht mehr', 'The company does not exist any more'],
});

export const kindTexts = words({
  VALUE_DOUBTED: [
    'Eine Person sagt, dass eine Angabe über sie nicht stimmt.',
    'A person says that an entry about them is wrong.',
  ],
  REPRESENTATION_DOUBTED: [
    'Zwei Datensätze sagen Verschiedenes darüber, wer das Kind vertritt.',
    'Two records differ on who represents the child.',
  ],
  FORMER_RESIDENT: [
    'Eine andere Meldebehörde hat die Person angemeldet.',
    'Another residents authority has registered the person.',
  ],
  PROTECTED_FEEDBACK: [
    'Die frühere Meldebehörde hat mit ihrer Rückmeldung Sperren gesendet.',
    'The former residents authority has sent locks with its feedback.',
  ],
  FEEDBACK_OVERDUE: [
    'Die frühere Meldebehörde hat drei Arbeitstage lang nichts gesendet.',
    'The former residents authority has sent nothing for three working days.',
  ],
  HOLDER_ADDRESS_CHANGED: [
    'Das Melderegister hat einen Umzug gemeldet.',
    'The residents register has told of a move.',
  ],
  HOLDER_SEAT_MOVED: [
    'Das Handelsregister hat einen neuen Sitz gemeldet.',
    'The companies register has told of a new seat.',
  ],
  HOLDER_NAME_CHANGED: [
    'Ein anderes Register hat einen neuen Namen gemeldet.',
    'Another register has told of a new name.',
  ],
  HOLDER_DECEASED: [
    'Das Melderegister hat einen Sterbefall gemeldet.',
    'The residents register has told of a death.',
  ],
  HOLDER_ORGANISATION_GONE: [
    'Das Handelsregister hat die Löschung gemeldet.',
    'The companies register has told of the deletion.',
  ],
});

export const outcomeWords = words({
  CONFIRMED: ['Bestätigt: die Person hat recht', 'Confirmed: the person is right'],
  NOT_CONFIRMED: ['Nicht bestätigt: die Angabe stimmt', 'Not confirmed: the entry is right'],
  MOVED_AWAY: [
    'Weggezogen: Datensatz schließen und zurückmelden',
    'Moved away: close the record and send feedback',
  ],
  STAYS: ['Wohnt weiter hier: nichts ändern', 'Still lives here: change nothing'],
  LOCKS_HOLD: ['Die Sperren bleiben', 'The locks stay'],
  RELEASED: ['Nicht länger warten', 'Wait no longer'],
  ADDRESS_UPDATED: ['Anschrift ist eingetragen', 'The address is entered'],
  NAME_UPDATED: ['Name ist eingetragen', 'The name is entered'],
  PLATE_KEPT: ['Kennzeichen bleibt', 'The number plate stays'],
  PLATE_REPLACED: ['Neues Kennzeichen ist zugeteilt', 'A new number plate is assigned'],
  TRANSFERRED: ['Auf eine andere Person umgeschrieben', 'Registered to another person'],
  DEREGISTERED: ['Fahrzeug ist außer Betrieb gesetzt', 'The vehicle is deregistered'],
  NO_ACTION: ['Nichts zu tun', 'Nothing to do'],
  OBSOLETE: ['Vom Register geschlossen: überholt', 'Closed by the register: overtaken'],
});

export const stepWords = words({
  UPDATE_ADDRESS: ['Die neue Anschrift eintragen', 'Enter the new address'],
  UPDATE_NAME: ['Den neuen Namen eintragen', 'Enter the new name'],
  KEEP_PLATE: ['Das Kennzeichen behalten', 'Keep the number plate'],
  NEW_PLATE: ['Ein neues Kennzeichen zuteilen', 'Assign a new number plate'],
  ASK_HOLDER: ['Bei der Halterin oder dem Halter nachfragen', 'Ask the holder'],
  TRANSFER: ['Das Fahrzeug umschreiben', 'Register the vehicle to another holder'],
  DEREGISTER: ['Das Fahrzeug außer Betrieb setzen', 'Deregister the vehicle'],
});

export const enquiryWords = words({
  NONE: ['Das Register hat nichts abgefragt.', 'The register has asked for nothing.'],
  PENDING: ['Das Register wartet noch auf eine Antwort.', 'The register is still waiting for an answer.'],
  ANSWERED: ['Das Register hat eine Antwort bekommen.', 'The register has got an answer.'],
  NO_EVIDENCE: [
    'Auf die Abfrage kamen keine Angaben. Gründe werden nicht mitgeteilt. Bitte fragen Sie nach.',
    'The enquiry returned no data. No reasons are given. Please ask the person.',
  ],
});

export const actWords = words({
  OPENED: ['Fall eröffnet', 'Case opened'],
  ENQUIRED: ['Register hat nachgefragt', 'The register asked'],
  TAKEN: ['Übernommen', 'Taken'],
  ADDRESS_SHOWN: ['Neue Anschrift angesehen', 'New address looked at'],
  CLOSED: ['Abgeschlossen', 'Closed'],
});

export const caseWords = words({
  whose: ['Wessen Eintrag', 'Whose record'],
  bornOn: ['Geboren am', 'Born on'],
  plate: ['Kennzeichen', 'Number plate'],
  number: ['Registernummer', 'Register number'],
  residents: ['Fälle des Melderegisters', 'Cases of the residents register'],
  vehicles: ['Fälle des Fahrzeugregisters', 'Cases of the vehicle register'],
  business: ['Fälle des Handelsregisters', 'Cases of the companies register'],
  choice: ['Auswahl', 'Selection'],
  all: ['Alle', 'All'],
  OPEN: ['Offen', 'Open'],
  TAKEN: ['In Arbeit', 'Being worked on'],
  CLOSED: ['Abgeschlossen', 'Closed'],
  empty: ['Hier gibt es zurzeit keine Einträge.', 'There are no entries here at present.'],
  opened: (time: string): Both => [`Eröffnet ${time}`, `Opened ${time}`],
  since: (day: string, isDoubt: boolean): Both =>
    isDoubt ? [`Gemeldet am ${day}`, `Reported on ${day}`] : [`Gilt seit ${day}`, `Holds since ${day}`],
  takenBy: ['Übernommen von', 'Taken by'],
  words: ['Was die Person schreibt', 'What the person writes'],
  fields: ['Um welche Angaben es geht', 'Which entries it is about'],
  about: ['Worum es geht', 'What it is about'],
  offer: ['Was jetzt möglich ist', 'What is possible now'],
  ground: (law: string): Both => [`Rechtsgrundlage: ${law}`, `Legal basis: ${law}`],
  history: ['Verlauf', 'History'],
  work: ['Bearbeiten', 'Work on it'],
  take: ['Übernehmen', 'Take'],
  takeText: [
    'Wenn Sie den Fall übernehmen, kann ihn niemand sonst bearbeiten.',
    'When you take the case, nobody else can work on it.',
  ],
  others: [
    'Den Fall bearbeitet gerade eine andere Person.',
    'Another person is working on the case at present.',
  ],
  fetch: ['Neue Anschrift abrufen', 'Fetch the new address'],
  fetchText: [
    'Das Melderegister nennt Ihnen die neue Anschrift. Sie sehen sie, bevor etwas eingetragen wird.',
    'The residents register tells you the new address. You see it before anything is entered.',
  ],
  close: ['Fall abschließen', 'Close the case'],
  how: ['Wie ist der Fall ausgegangen?', 'How did the case end?'],
  outcomeHint: [
    'Bei einem Zweifel sieht die Person das Ergebnis. Eine Berichtigung tragen Sie im Register gesondert ein.',
    'The person sees the result of a doubt. A correction is a separate entry in the register.',
  ],
  reason: ['Worauf stützen Sie das?', 'What is it based on?'],
  reasonHint: ['Zum Beispiel: Vorsprache, Urkunde, § 33 BMG', 'For example: a visit, a certificate, BMG §33'],
  send: ['Abschließen', 'Close'],
  back: ['Zurück zum Fall', 'Back to the case'],
  noOutcome: ['Wählen Sie, wie der Fall ausgegangen ist', 'Choose how the case ended'],
  noReason: ['Schreiben Sie, worauf Sie das stützen', 'Write what it is based on'],
  fault: ['Fehler: ', 'Error: '],
  ended: (what: string): Both => [`Abgeschlossen: ${what}`, `Closed: ${what}`],
  noOffice: ['Ihre Behörde führt dieses Register nicht', 'Your authority does not keep this register'],
  noOfficeText: [
    'Hier sehen nur Beschäftigte der Behörden etwas, die das Register führen.',
    'Only staff of the authorities that keep the register see something here.',
  ],
});
