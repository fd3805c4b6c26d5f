<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="de" sourcelanguage="en">
    <context>
        <name>AppearancePage</name>
        <message>
            <source>&amp;Icon in the tray:</source>
            <translation>&amp;Symbol im Infobereich:</translation>
        </message>
        <message>
            <source>&amp;Language:</source>
            <translation>S&amp;prache:</translation>
        </message>
        <message>
            <source>&amp;Start Recloser when I log in</source>
            <translation>Recloser bei der &amp;Anmeldung starten</translation>
        </message>
        <message>
            <source>Another language is spoken when Recloser is started the next time.</source>
            <translation>Eine andere Sprache gilt ab dem nächsten Start von Recloser.</translation>
        </message>
        <message>
            <source>Appearance and start</source>
            <translation>Aussehen und Start</translation>
        </message>
        <message>
            <source>Coloured, for a dark panel</source>
            <translation>Farbig, für eine dunkle Leiste</translation>
        </message>
        <message>
            <source>Coloured, for a light panel</source>
            <translation>Farbig, für eine helle Leiste</translation>
        </message>
        <message>
            <source>Coloured, for any panel</source>
            <translation>Farbig, für jede Leiste</translation>
        </message>
        <message>
            <source>That of the system</source>
            <translation>Die des Systems</translation>
        </message>
        <message>
            <source>The shape tells the state in every style; colours only help.</source>
            <translation>Die Form zeigt den Zustand in jedem Stil; Farben helfen nur dabei.</translation>
        </message>
        <message>
            <source>This is switched at once.</source>
            <translation>Das wird sofort umgeschaltet.</translation>
        </message>
        <message>
            <source>Without colours</source>
            <translation>Ohne Farben</translation>
        </message>
        <message>
            <source>{reason}.</source>
            <translation>{reason}.</translation>
        </message>
    </context>
    <context>
        <name>Autostart</name>
        <message>
            <source>Start when you log in, and deliver your changes to Plex</source>
            <translation>Bei Ihrer Anmeldung starten und Ihre Änderungen an Plex liefern</translation>
        </message>
    </context>
    <context>
        <name>Background</name>
        <message>
            <source>something unexpected went wrong ({0}); the log has more</source>
            <translation>etwas Unerwartetes ist schiefgegangen ({0}); mehr steht im Protokoll</translation>
        </message>
    </context>
    <context>
        <name>BehaviourPage</name>
        <message>
            <source>After an outage, &amp;begin slowly and be at full speed in 5 minutes</source>
            <translation>Nach einem Ausfall langsam &amp;beginnen und in 5 Minuten wieder volles Tempo erreichen</translation>
        </message>
        <message>
            <source>An item without a picture beside it gets the one whose add&amp;ress is in its NFO file</source>
            <translation>Ein Titel ohne Bild daneben bekommt das, dessen Ad&amp;resse in seiner NFO-Datei steht</translation>
        </message>
        <message>
            <source>Behaviour</source>
            <translation>Verhalten</translation>
        </message>
        <message>
            <source>Let Plex &amp;scan the folder of an item that it does not know yet</source>
            <translation>Plex den &amp;Ordner eines Titels durchsuchen lassen, den es noch nicht kennt</translation>
        </message>
        <message>
            <source>Look whether Plex still shows what was &amp;delivered:</source>
            <translation>Prüfen, ob Plex noch zeigt, was &amp;geliefert wurde:</translation>
        </message>
        <message>
            <source>Plex wins</source>
            <translation>Plex gewinnt</translation>
        </message>
        <message>
            <source>Show what the first &amp;large delivery would change, and wait for my approval</source>
            <translation>Zeigen, was die erste große &amp;Lieferung ändern würde, und auf meine Zustimmung warten</translation>
        </message>
        <message>
            <source>When a field was &amp;edited in Plex afterwards:</source>
            <translation>Wenn ein Feld danach in Plex be&amp;arbeitet wurde:</translation>
        </message>
        <message>
            <source>While idle, look whether Plex &amp;answers, every:</source>
            <translation>Im Leerlauf prüfen, ob Plex an&amp;twortet, alle:</translation>
        </message>
        <message>
            <source>ask me</source>
            <translation>mich fragen</translation>
        </message>
        <message>
            <source>every day</source>
            <translation>jeden Tag</translation>
        </message>
        <message>
            <source>every week</source>
            <translation>jede Woche</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nie</translation>
        </message>
        <message>
            <source>seconds (0: never)</source>
            <translation>Sekunden (0: nie)</translation>
        </message>
        <message>
            <source>the NFO file wins</source>
            <translation>die NFO-Datei gewinnt</translation>
        </message>
    </context>
    <context>
        <name>BreakerPage</name>
        <message>
            <source>It counts as &amp;back after:</source>
            <translation>Plex gilt wieder als &amp;erreichbar nach:</translation>
        </message>
        <message>
            <source>It is &amp;tried again after:</source>
            <translation>Ein neuer &amp;Versuch folgt nach:</translation>
        </message>
        <message>
            <source>Outages</source>
            <translation>Ausfälle</translation>
        </message>
        <message>
            <source>Plex counts as &amp;down after:</source>
            <translation>Plex gilt als &amp;ausgefallen nach:</translation>
        </message>
        <message>
            <source>While Plex stays down, the time until the next trial is doubled each time, up to 15 minutes.</source>
            <translation>Solange Plex ausgefallen bleibt, verdoppelt sich die Zeit bis zum nächsten Versuch jedes Mal, bis zu 15 Minuten.</translation>
        </message>
        <message>
            <source>failures in a row</source>
            <translation>Fehlern hintereinander</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>Sekunden</translation>
        </message>
        <message>
            <source>successes in a row</source>
            <translation>Erfolgen hintereinander</translation>
        </message>
    </context>
    <context>
        <name>ConflictQuestion</name>
        <message>
            <source>&amp;Add my changes</source>
            <translation>&amp;Meine Änderungen hinzufügen</translation>
        </message>
        <message>
            <source>&amp;Begin anew</source>
            <translation>&amp;Neu beginnen</translation>
        </message>
        <message>
            <source>It can be begun anew. The present one is kept beside it.

{problems}</source>
            <translation>Sie kann neu begonnen werden. Die jetzige bleibt daneben erhalten.

{problems}</translation>
        </message>
        <message>
            <source>The settings file has mistakes.</source>
            <translation>Die Einstellungsdatei enthält Fehler.</translation>
        </message>
        <message>
            <source>The settings file was changed meanwhile.</source>
            <translation>Die Einstellungsdatei wurde inzwischen geändert.</translation>
        </message>
        <message>
            <source>Your changes here can be added to it; everything else in it stays.</source>
            <translation>Ihre Änderungen können hinzugefügt werden; alles andere darin bleibt.</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>No program is known for the settings file. Open it in a text editor:
{0}</source>
            <translation>Für die Einstellungsdatei ist kein Programm bekannt. Öffnen Sie sie in einem Texteditor:
{0}</translation>
        </message>
        <message>
            <source>No web browser is known. The page of your Plex server is:
{0}</source>
            <translation>Es ist kein Browser bekannt. Die Seite Ihres Plex-Servers ist:
{0}</translation>
        </message>
        <message>
            <source>The settings file cannot be written: {0}</source>
            <translation>Die Einstellungsdatei kann nicht geschrieben werden: {0}</translation>
        </message>
    </context>
    <context>
        <name>DonePage</name>
        <message>
            <source>Recloser is set up</source>
            <translation>Recloser ist eingerichtet</translation>
        </message>
        <message>
            <source>There is no usable keyring: the token is kept in a file that only you can read.</source>
            <translation>Es gibt keinen nutzbaren Schlüsselbund: Das Token liegt in einer Datei, die nur Sie lesen können.</translation>
        </message>
        <message>
            <source>This is how everything stands now.</source>
            <translation>So steht jetzt alles.</translation>
        </message>
        <message>
            <source>You find Recloser in the tray. Its icon tells whether Plex answers; a click opens the window, and everything is in its menu.</source>
            <translation>Sie finden Recloser im Infobereich. Sein Symbol zeigt, ob Plex antwortet; ein Klick öffnet das Fenster, und alles steht in seinem Menü.</translation>
        </message>
        <message>
            <source>{variable} is set in the environment, and counts instead of the token that was kept.</source>
            <translation>{variable} ist in der Umgebung gesetzt und gilt statt des aufbewahrten Tokens.</translation>
        </message>
    </context>
    <context>
        <name>FailedPage</name>
        <message>
            <source>&amp;Discard</source>
            <translation>&amp;Verwerfen</translation>
        </message>
        <message>
            <source>&amp;Keep them</source>
            <translation>&amp;Behalten</translation>
        </message>
        <message>
            <source>Copy detai&amp;ls</source>
            <translation>Ein&amp;zelheiten kopieren</translation>
        </message>
        <message numerus="yes">
            <source>Discard %Ln failed changes?</source>
            <translation>
                <numerusform>%Ln fehlgeschlagene Änderung verwerfen?</numerusform>
                <numerusform>%Ln fehlgeschlagene Änderungen verwerfen?</numerusform>
            </translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Failed changes</source>
            <translation>Fehlgeschlagene Änderungen</translation>
        </message>
        <message>
            <source>From: {0}</source>
            <translation>Aus: {0}</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Art</translation>
        </message>
        <message>
            <source>Nothing has failed.
A change that Plex refuses, or cannot find, appears here with the reason.</source>
            <translation>Nichts ist fehlgeschlagen.
Eine Änderung, die Plex ablehnt oder nicht zuordnen kann, erscheint hier mit dem Grund.</translation>
        </message>
        <message>
            <source>Re&amp;try</source>
            <translation>&amp;Wiederholen</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Retry &amp;all of this kind</source>
            <translation>&amp;Alle dieser Art wiederholen</translation>
        </message>
        <message>
            <source>Search titles, paths and reasons</source>
            <translation>Titel, Pfade und Gründe durchsuchen</translation>
        </message>
        <message>
            <source>They are forgotten. Edit their NFO files again to bring them back.</source>
            <translation>Sie werden vergessen. Bearbeiten Sie ihre NFO-Dateien erneut, um sie zurückzuholen.</translation>
        </message>
    </context>
    <context>
        <name>FieldsPage</name>
        <message>
            <source>&amp;All</source>
            <translation>&amp;Alle</translation>
        </message>
        <message>
            <source>&amp;None</source>
            <translation>&amp;Keine</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>Felder</translation>
        </message>
        <message>
            <source>What Recloser may write to Plex. What is written is locked there, so that Plex keeps it.</source>
            <translation>Was Recloser in Plex schreiben darf. Was geschrieben wird, ist dort gesperrt, damit Plex es behält.</translation>
        </message>
    </context>
    <context>
        <name>FolderList</name>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Entfernen</translation>
        </message>
        <message>
            <source>A folder with media and NFO files</source>
            <translation>Ein Ordner mit Medien und NFO-Dateien</translation>
        </message>
        <message>
            <source>Add &amp;folder…</source>
            <translation>&amp;Ordner hinzufügen…</translation>
        </message>
        <message>
            <source>Add the folders that hold your media and its NFO files.</source>
            <translation>Fügen Sie die Ordner mit Ihren Medien und deren NFO-Dateien hinzu.</translation>
        </message>
        <message>
            <source>C&amp;heck again</source>
            <translation>Erneut &amp;prüfen</translation>
        </message>
        <message>
            <source>Comparing the files here with those of the server…</source>
            <translation>Die Dateien hier werden mit denen des Servers verglichen…</translation>
        </message>
        <message>
            <source>Enter the full path of the folder as the Plex server names it.</source>
            <translation>Geben Sie den vollständigen Pfad des Ordners ein, so wie der Plex-Server ihn nennt.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>Ordner</translation>
        </message>
        <message>
            <source>Known to Plex</source>
            <translation>Plex bekannt</translation>
        </message>
        <message>
            <source>Named on the ser&amp;ver:</source>
            <translation>Name auf dem Ser&amp;ver:</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>Auf dem Server</translation>
        </message>
        <message>
            <source>Plex knows none of the media files here. Is this the folder's name on the server, and does a chosen library have it?</source>
            <translation>Plex kennt keine der Mediendateien hier. Heißt der Ordner auf dem Server so, und gehört er zu einer gewählten Mediathek?</translation>
        </message>
        <message>
            <source>Plex knows the 1 media file that is here.</source>
            <translation>Plex kennt die eine Mediendatei, die hier liegt.</translation>
        </message>
        <message numerus="yes">
            <source>Plex knows {found} of the %Ln media files here.</source>
            <translation>
                <numerusform>Plex kennt {found} von %Ln Mediendatei hier.</numerusform>
                <numerusform>Plex kennt {found} der %Ln Mediendateien hier.</numerusform>
            </translation>
        </message>
        <message>
            <source>There are no media files in this folder yet.</source>
            <translation>In diesem Ordner liegen noch keine Mediendateien.</translation>
        </message>
        <message>
            <source>{mark} {found} of {total}</source>
            <translation>{mark} {found} von {total}</translation>
        </message>
        <message>
            <source>{reason}.</source>
            <translation>{reason}.</translation>
        </message>
    </context>
    <context>
        <name>FoldersPage</name>
        <message>
            <source>Choose your folders</source>
            <translation>Ihre Ordner wählen</translation>
        </message>
        <message>
            <source>Folders whose NFO files are watched</source>
            <translation>Ordner, deren NFO-Dateien beobachtet werden</translation>
        </message>
        <message>
            <source>Libraries and folders</source>
            <translation>Mediatheken und Ordner</translation>
        </message>
        <message>
            <source>Libraries that may be changed</source>
            <translation>Mediatheken, die geändert werden dürfen</translation>
        </message>
        <message>
            <source>Recloser watches the NFO files in them. Plex may know a folder by another name.</source>
            <translation>Recloser beobachtet die NFO-Dateien darin. Plex kennt einen Ordner vielleicht unter anderem Namen.</translation>
        </message>
    </context>
    <context>
        <name>HistoryPage</name>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Rückgängig machen</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Geliefert</translation>
        </message>
        <message>
            <source>From: {0}</source>
            <translation>Aus: {0}</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Nothing has been written to Plex yet.
Every delivered change appears here and can be undone.</source>
            <translation>In Plex wurde noch nichts geschrieben.
Jede gelieferte Änderung erscheint hier und kann rückgängig gemacht werden.</translation>
        </message>
        <message>
            <source>Plex does not have for this item: {0}</source>
            <translation>Das hat Plex für diesen Titel nicht: {0}</translation>
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation>Titel und Pfade durchsuchen</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>Rückgängig</translation>
        </message>
        <message>
            <source>Undone by entry {0}.</source>
            <translation>Rückgängig gemacht durch Eintrag {0}.</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>Was sich geändert hat</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>rückgängig</translation>
        </message>
    </context>
    <context>
        <name>LibrariesPage</name>
        <message>
            <source>Choose the libraries</source>
            <translation>Mediatheken wählen</translation>
        </message>
        <message>
            <source>Recloser changes nothing in the others.</source>
            <translation>In den anderen ändert Recloser nichts.</translation>
        </message>
    </context>
    <context>
        <name>LibraryList</name>
        <message>
            <source>&amp;All libraries, also those that are added later</source>
            <translation>&amp;Alle Mediatheken, auch später hinzugefügte</translation>
        </message>
        <message>
            <source>&amp;Only these:</source>
            <translation>&amp;Nur diese:</translation>
        </message>
        <message>
            <source>Libraries</source>
            <translation>Mediatheken</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message numerus="yes">
            <source>%Ln rows</source>
            <translation>
                <numerusform>%Ln Zeile</numerusform>
                <numerusform>%Ln Zeilen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows are chosen.</source>
            <translation>
                <numerusform>%Ln Zeile ist gewählt.</numerusform>
                <numerusform>%Ln Zeilen sind gewählt.</numerusform>
            </translation>
        </message>
        <message>
            <source>1 row</source>
            <translation>1 Zeile</translation>
        </message>
        <message>
            <source>Choose a row to read all about it.</source>
            <translation>Wählen Sie eine Zeile, um alles darüber zu lesen.</translation>
        </message>
        <message>
            <source>Details of the chosen row</source>
            <translation>Einzelheiten der gewählten Zeile</translation>
        </message>
        <message>
            <source>Nothing fits “{0}”.</source>
            <translation>Nichts passt zu „{0}“.</translation>
        </message>
        <message>
            <source>Number of rows</source>
            <translation>Anzahl der Zeilen</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Wird gelesen…</translation>
        </message>
        <message>
            <source>the first {0}; search for more</source>
            <translation>die ersten {0}; suchen Sie nach weiteren</translation>
        </message>
    </context>
    <context>
        <name>LogPage</name>
        <message>
            <source>&amp;Copy all that is shown</source>
            <translation>Alles Gezeigte &amp;kopieren</translation>
        </message>
        <message>
            <source>Errors only</source>
            <translation>Nur Fehler</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Alles</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>No line fits. The log file may hold older ones.</source>
            <translation>Keine Zeile passt. Die Protokolldatei enthält vielleicht ältere.</translation>
        </message>
        <message>
            <source>Open the f&amp;older of the log</source>
            <translation>&amp;Ordner des Protokolls öffnen</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>Protokoll durchsuchen</translation>
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation>Warnungen und Fehler</translation>
        </message>
        <message>
            <source>What to show</source>
            <translation>Was gezeigt wird</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>&amp;Minimise</source>
            <translation>&amp;Minimieren</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Verlauf</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Protokoll</translation>
        </message>
        <message>
            <source>Outages</source>
            <translation>Ausfälle</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Übersicht</translation>
        </message>
        <message>
            <source>Pre&amp;ferences…</source>
            <translation>&amp;Einstellungen…</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Warteschlange</translation>
        </message>
        <message>
            <source>There is no tray that Recloser could go on in.</source>
            <translation>Es gibt keinen Infobereich, in dem Recloser weiterlaufen könnte.</translation>
        </message>
        <message>
            <source>Without it running, changes wait until you start it again.</source>
            <translation>Ohne Recloser warten Änderungen, bis Sie es wieder starten.</translation>
        </message>
    </context>
    <context>
        <name>NotificationsPage</name>
        <message>
            <source>&amp;Quiet: nothing pops up at all</source>
            <translation>&amp;Ruhe: Es wird gar nichts eingeblendet</translation>
        </message>
        <message>
            <source>Changes could not be &amp;delivered</source>
            <translation>Änderungen konnten nicht ge&amp;liefert werden</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Benachrichtigungen</translation>
        </message>
        <message>
            <source>Plex asks you to &amp;sign in</source>
            <translation>Plex bittet Sie, sich anzu&amp;melden</translation>
        </message>
        <message>
            <source>Plex does not &amp;answer</source>
            <translation>Plex antwortet &amp;nicht</translation>
        </message>
        <message>
            <source>Plex is &amp;back, and all that was held back has been delivered</source>
            <translation>Plex ist &amp;wieder da, und alles Zurückgehaltene wurde geliefert</translation>
        </message>
        <message>
            <source>Plex was down when Recloser was &amp;closed (at start)</source>
            <translation>Plex war ausgefallen, als Recloser &amp;geschlossen wurde (beim Start)</translation>
        </message>
        <message>
            <source>Recloser may tell you with a notification that:</source>
            <translation>Recloser darf Ihnen mit einer Benachrichtigung sagen:</translation>
        </message>
        <message>
            <source>The first large delivery &amp;waits for your approval</source>
            <translation>Die erste große Lieferung wartet auf Ihre &amp;Zustimmung</translation>
        </message>
    </context>
    <context>
        <name>OutagesPage</name>
        <message>
            <source>&amp;Export as CSV…</source>
            <translation>Als CSV e&amp;xportieren…</translation>
        </message>
        <message>
            <source>24 hours</source>
            <translation>24 Stunden</translation>
        </message>
        <message>
            <source>30 days</source>
            <translation>30 Tage</translation>
        </message>
        <message>
            <source>7 days</source>
            <translation>7 Tage</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>Verfügbar</translation>
        </message>
        <message>
            <source>Began</source>
            <translation>Begann</translation>
        </message>
        <message>
            <source>Began: {0}</source>
            <translation>Begann: {0}</translation>
        </message>
        <message>
            <source>Between failures</source>
            <translation>Zwischen Ausfällen</translation>
        </message>
        <message>
            <source>Changes held back: {0}, and delivered afterwards: {1}</source>
            <translation>Zurückgehaltene Änderungen: {0}, danach geliefert: {1}</translation>
        </message>
        <message>
            <source>Comma-separated values (*.csv)</source>
            <translation>Kommagetrennte Werte (*.csv)</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Geliefert</translation>
        </message>
        <message>
            <source>Export the outages</source>
            <translation>Die Ausfälle exportieren</translation>
        </message>
        <message>
            <source>Held back</source>
            <translation>Gehalten</translation>
        </message>
        <message>
            <source>How it ended</source>
            <translation>Wie er endete</translation>
        </message>
        <message>
            <source>How it ended: {0}</source>
            <translation>Wie er endete: {0}</translation>
        </message>
        <message>
            <source>Lasted</source>
            <translation>Dauerte</translation>
        </message>
        <message>
            <source>Lasted: {0}</source>
            <translation>Dauerte: {0}</translation>
        </message>
        <message>
            <source>No outage has been seen.
When Plex stops answering, it is noted here, with its end and its cause.</source>
            <translation>Es wurde kein Ausfall bemerkt.
Wenn Plex nicht mehr antwortet, wird es hier mit Ende und Ursache vermerkt.</translation>
        </message>
        <message>
            <source>Outages</source>
            <translation>Ausfälle</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Grund</translation>
        </message>
        <message>
            <source>Search reasons</source>
            <translation>Gründe durchsuchen</translation>
        </message>
        <message>
            <source>To recover</source>
            <translation>Bis zur Erholung</translation>
        </message>
        <message>
            <source>Watched for</source>
            <translation>Beobachtet</translation>
        </message>
        <message>
            <source>{0} so far</source>
            <translation>{0} bisher</translation>
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message>
            <source>&amp;Check now</source>
            <translation>&amp;Jetzt prüfen</translation>
        </message>
        <message>
            <source>&amp;Reset breaker</source>
            <translation>Sicherung &amp;zurücksetzen</translation>
        </message>
        <message>
            <source>24 hours</source>
            <translation>24 Stunden</translation>
        </message>
        <message>
            <source>30 days</source>
            <translation>30 Tage</translation>
        </message>
        <message>
            <source>7 days</source>
            <translation>7 Tage</translation>
        </message>
        <message>
            <source>Ca&amp;ncel the rest</source>
            <translation>&amp;Rest abbrechen</translation>
        </message>
        <message>
            <source>Delivered today</source>
            <translation>Heute geliefert</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fehlgeschlagen</translation>
        </message>
        <message>
            <source>Forget the outage and deliver at once</source>
            <translation>Den Ausfall vergessen und sofort liefern</translation>
        </message>
        <message>
            <source>Last failure:</source>
            <translation>Letzter Fehler:</translation>
        </message>
        <message>
            <source>Outage:</source>
            <translation>Ausfall:</translation>
        </message>
        <message>
            <source>Progress of the delivery</source>
            <translation>Fortschritt der Lieferung</translation>
        </message>
        <message>
            <source>Recent ac&amp;tivity</source>
            <translation>Neueste Ere&amp;ignisse</translation>
        </message>
        <message>
            <source>Recent activity</source>
            <translation>Neueste Ereignisse</translation>
        </message>
        <message>
            <source>S&amp;ign in…</source>
            <translation>An&amp;melden…</translation>
        </message>
        <message>
            <source>Seconds per change</source>
            <translation>Sekunden pro Änderung</translation>
        </message>
        <message>
            <source>Server:</source>
            <translation>Server:</translation>
        </message>
        <message>
            <source>Show the pre&amp;view</source>
            <translation>&amp;Vorschau zeigen</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>Wartend</translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message>
            <source>&amp;Cancel the rest</source>
            <translation>Den Rest &amp;abbrechen</translation>
        </message>
        <message>
            <source>&amp;Go on delivering</source>
            <translation>&amp;Weiter liefern</translation>
        </message>
        <message>
            <source>An outage ended, nobody knows when</source>
            <translation>Ein Ausfall endete, niemand weiß wann</translation>
        </message>
        <message>
            <source>Cancel the rest of this delivery?</source>
            <translation>Den Rest dieser Lieferung abbrechen?</translation>
        </message>
        <message>
            <source>Delivered: {0} ({1})</source>
            <translation>Geliefert: {0} ({1})</translation>
        </message>
        <message>
            <source>Next check: {0}</source>
            <translation>Nächste Prüfung: {0}</translation>
        </message>
        <message>
            <source>Nothing has happened yet. Delivered changes and outages appear here.</source>
            <translation>Noch ist nichts geschehen. Gelieferte Änderungen und Ausfälle erscheinen hier.</translation>
        </message>
        <message>
            <source>Pa&amp;use</source>
            <translation>&amp;Pause</translation>
        </message>
        <message>
            <source>Plex answers again, after {0}</source>
            <translation>Plex antwortet wieder, nach {0}</translation>
        </message>
        <message>
            <source>Plex stopped answering: {0}</source>
            <translation>Plex antwortet nicht mehr: {0}</translation>
        </message>
        <message>
            <source>R&amp;esume</source>
            <translation>Fortse&amp;tzen</translation>
        </message>
        <message>
            <source>The first synchronisation waits for your approval: {0}.</source>
            <translation>Der erste Abgleich wartet auf Ihre Zustimmung: {0}.</translation>
        </message>
        <message>
            <source>The outage was reset by hand, after {0}</source>
            <translation>Der Ausfall wurde von Hand zurückgesetzt, nach {0}</translation>
        </message>
        <message>
            <source>What was found by looking through your folders is not written. Single edits are still delivered.</source>
            <translation>Was beim Durchsehen Ihrer Ordner gefunden wurde, wird nicht geschrieben. Einzelne Bearbeitungen werden weiter geliefert.</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <source>since {time} · {duration}</source>
            <translation>seit {time} · {duration}</translation>
        </message>
        <message>
            <source>{0} of {1} changes delivered</source>
            <translation>{0} von {1} Änderungen geliefert</translation>
        </message>
        <message>
            <source>{0} · about {1} left</source>
            <translation>{0} · noch etwa {1}</translation>
        </message>
    </context>
    <context>
        <name>PageList</name>
        <message>
            <source>Pages</source>
            <translation>Seiten</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>Preferences of Recloser</source>
            <translation>Einstellungen von Recloser</translation>
        </message>
        <message>
            <source>Saved, and in force.</source>
            <translation>Gespeichert und in Kraft.</translation>
        </message>
        <message>
            <source>Settin&amp;gs file…</source>
            <translation>Einstellungs&amp;datei…</translation>
        </message>
        <message>
            <source>The settings file cannot be written: {reason}.</source>
            <translation>Die Einstellungsdatei kann nicht geschrieben werden: {reason}.</translation>
        </message>
        <message>
            <source>The settings file has mistakes; where it has, the defaults are shown: {problems}</source>
            <translation>Die Einstellungsdatei enthält Fehler; dort gelten die Vorgaben: {problems}</translation>
        </message>
        <message>
            <source>{mark} {page}</source>
            <translation>{mark} {page}</translation>
        </message>
    </context>
    <context>
        <name>PreviewPage</name>
        <message numerus="yes">
            <source>%Ln items cannot be compared; why stands beside them.</source>
            <translation>
                <numerusform>%Ln Titel kann nicht verglichen werden; warum, steht daneben.</numerusform>
                <numerusform>%Ln Titel können nicht verglichen werden; warum, steht daneben.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln items would change.</source>
            <translation>
                <numerusform>%Ln Titel würde sich ändern.</numerusform>
                <numerusform>%Ln Titel würden sich ändern.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Approve and write</source>
            <translation>&amp;Zustimmen und schreiben</translation>
        </message>
        <message>
            <source>&amp;Open the preferences…</source>
            <translation>Einstellungen ö&amp;ffnen…</translation>
        </message>
        <message>
            <source>1 item cannot be compared; why stands beside it.</source>
            <translation>1 Titel kann nicht verglichen werden; warum, steht daneben.</translation>
        </message>
        <message>
            <source>1 item would change.</source>
            <translation>1 Titel würde sich ändern.</translation>
        </message>
        <message>
            <source>Comparing… You need not wait for it.</source>
            <translation>Es wird verglichen… Sie brauchen nicht zu warten.</translation>
        </message>
        <message>
            <source>In your files</source>
            <translation>In Ihren Dateien</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Items that would change</source>
            <translation>Titel, die sich ändern würden</translation>
        </message>
        <message>
            <source>Nothing is written until you approve. To decline, change the folders or the fields in the preferences: what they leave out is not written.</source>
            <translation>Nichts wird geschrieben, bevor Sie zustimmen. Um abzulehnen, ändern Sie die Ordner oder die Felder in den Einstellungen: Was sie auslassen, wird nicht geschrieben.</translation>
        </message>
        <message>
            <source>Nothing would change: Plex has what your files say.</source>
            <translation>Nichts würde sich ändern: Plex hat, was Ihre Dateien sagen.</translation>
        </message>
        <message>
            <source>Now in Plex</source>
            <translation>Jetzt in Plex</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Vorschau</translation>
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation>Titel und Pfade durchsuchen</translation>
        </message>
        <message>
            <source>So far nothing would change: Plex has what your files say.</source>
            <translation>Bisher würde sich nichts ändern: Plex hat, was Ihre Dateien sagen.</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>Was sich ändern würde</translation>
        </message>
        <message>
            <source>Your NFO files are compared with Plex. Nothing is written.</source>
            <translation>Ihre NFO-Dateien werden mit Plex verglichen. Nichts wird geschrieben.</translation>
        </message>
        <message>
            <source>{reason}.</source>
            <translation>{reason}.</translation>
        </message>
    </context>
    <context>
        <name>QueuePage</name>
        <message numerus="yes">
            <source>%Ln attempts so far.</source>
            <translation>
                <numerusform>Bisher %Ln Versuch.</numerusform>
                <numerusform>Bisher %Ln Versuche.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Deliver now</source>
            <translation>&amp;Jetzt liefern</translation>
        </message>
        <message>
            <source>&amp;Keep them</source>
            <translation>&amp;Behalten</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>E&amp;ntfernen</translation>
        </message>
        <message>
            <source>1 attempt so far.</source>
            <translation>Bisher 1 Versuch.</translation>
        </message>
        <message>
            <source>From: {0}</source>
            <translation>Aus: {0}</translation>
        </message>
        <message>
            <source>Is being delivered</source>
            <translation>Wird gerade geliefert</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Next try</source>
            <translation>Nächster Versuch</translation>
        </message>
        <message>
            <source>Nothing waits: every change has been delivered or has failed.
Edit an NFO file in one of your folders, and its change appears here.</source>
            <translation>Nichts wartet: Jede Änderung wurde geliefert oder ist fehlgeschlagen.
Bearbeiten Sie eine NFO-Datei in einem Ihrer Ordner, und die Änderung erscheint hier.</translation>
        </message>
        <message>
            <source>Plex does not answer</source>
            <translation>Plex antwortet nicht</translation>
        </message>
        <message>
            <source>Plex wants you to sign in</source>
            <translation>Plex verlangt eine Anmeldung</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Warteschlange</translation>
        </message>
        <message>
            <source>Recloser is not set up</source>
            <translation>Recloser ist nicht eingerichtet</translation>
        </message>
        <message>
            <source>Recloser is paused</source>
            <translation>Recloser ist angehalten</translation>
        </message>
        <message numerus="yes">
            <source>Remove %Ln changes from the queue?</source>
            <translation>
                <numerusform>%Ln Änderung aus der Warteschlange entfernen?</numerusform>
                <numerusform>%Ln Änderungen aus der Warteschlange entfernen?</numerusform>
            </translation>
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation>Titel und Pfade durchsuchen</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Seit</translation>
        </message>
        <message>
            <source>They are not delivered. Edit their NFO files again to bring them back.</source>
            <translation>Sie werden nicht geliefert. Bearbeiten Sie ihre NFO-Dateien erneut, um sie zurückzuholen.</translation>
        </message>
        <message>
            <source>This computer is offline</source>
            <translation>Dieser Computer ist offline</translation>
        </message>
        <message>
            <source>Waits for its turn</source>
            <translation>Wartet, bis die Reihe daran kommt</translation>
        </message>
        <message>
            <source>Why it waits</source>
            <translation>Warum sie wartet</translation>
        </message>
        <message>
            <source>after that</source>
            <translation>danach</translation>
        </message>
        <message>
            <source>after the pause</source>
            <translation>nach der Pause</translation>
        </message>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>when Plex is back</source>
            <translation>sobald Plex zurück ist</translation>
        </message>
        <message>
            <source>when its turn comes</source>
            <translation>der Reihe nach</translation>
        </message>
        <message>
            <source>with the network</source>
            <translation>sobald das Netz da ist</translation>
        </message>
    </context>
    <context>
        <name>RuleEdit</name>
        <message>
            <source>{mark} Allowed: {allowed}</source>
            <translation>{mark} Erlaubt: {allowed}</translation>
        </message>
    </context>
    <context>
        <name>ServerPage</name>
        <message>
            <source>&amp;Address:</source>
            <translation>&amp;Adresse:</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Testen</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Adresse</translation>
        </message>
        <message>
            <source>An address begins with http:// or https://.</source>
            <translation>Eine Adresse beginnt mit http:// oder https://.</translation>
        </message>
        <message>
            <source>Choose your Plex server</source>
            <translation>Ihren Plex-Server wählen</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>Gefunden</translation>
        </message>
        <message>
            <source>It is shared by {name}: Plex lets only the owner change metadata.</source>
            <translation>Er wird von {name} geteilt: Plex lässt nur den Besitzer Metadaten ändern.</translation>
        </message>
        <message>
            <source>It is tested as soon as you choose it.</source>
            <translation>Er wird getestet, sobald Sie ihn wählen.</translation>
        </message>
        <message>
            <source>Looking for servers…</source>
            <translation>Server werden gesucht…</translation>
        </message>
        <message>
            <source>No server was found. Enter its address below.</source>
            <translation>Kein Server gefunden. Geben Sie unten die Adresse ein.</translation>
        </message>
        <message>
            <source>Or its a&amp;ddress:</source>
            <translation>Oder die A&amp;dresse:</translation>
        </message>
        <message>
            <source>Search &amp;again</source>
            <translation>Erneut &amp;suchen</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Server</translation>
        </message>
        <message>
            <source>Servers that were found</source>
            <translation>Gefundene Server</translation>
        </message>
        <message>
            <source>Sign in, or &amp;choose another server…</source>
            <translation>Anmelden oder anderen Server &amp;wählen…</translation>
        </message>
        <message>
            <source>Testing {name}…</source>
            <translation>{name} wird getestet…</translation>
        </message>
        <message>
            <source>The Plex token is kept apart from the settings: in the keyring, where there is one.</source>
            <translation>Das Plex-Token liegt nicht in den Einstellungen, sondern im Schlüsselbund, wo es einen gibt.</translation>
        </message>
        <message>
            <source>The server answers, but does not accept the token. Go back and enter another one.</source>
            <translation>Der Server antwortet, nimmt das Token aber nicht an. Gehen Sie zurück und geben Sie ein anderes ein.</translation>
        </message>
        <message>
            <source>The server answers, but is not one of your account's, or does not accept it. Go back and enter the server's token by hand.</source>
            <translation>Der Server antwortet, gehört aber nicht zu Ihrem Konto oder nimmt es nicht an. Gehen Sie zurück und geben Sie das Token des Servers von Hand ein.</translation>
        </message>
        <message>
            <source>The server answers, but wants you to sign in.</source>
            <translation>Der Server antwortet, verlangt aber eine Anmeldung.</translation>
        </message>
        <message>
            <source>The server cannot be used: {reason}.</source>
            <translation>Der Server kann nicht benutzt werden: {reason}.</translation>
        </message>
        <message>
            <source>Wait for a c&amp;onnection:</source>
            <translation>Warten auf &amp;Verbindung:</translation>
        </message>
        <message>
            <source>Wait for an a&amp;nswer:</source>
            <translation>Warten auf A&amp;ntwort:</translation>
        </message>
        <message>
            <source>in your account</source>
            <translation>in Ihrem Konto</translation>
        </message>
        <message>
            <source>in your network</source>
            <translation>in Ihrem Netzwerk</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>Sekunden</translation>
        </message>
        <message>
            <source>shared by {name}</source>
            <translation>geteilt von {name}</translation>
        </message>
        <message numerus="yes">
            <source>{name} answers, version {version}, with %Ln libraries.</source>
            <translation>
                <numerusform>{name} antwortet, Version {version}, mit %Ln Mediathek.</numerusform>
                <numerusform>{name} antwortet, Version {version}, mit %Ln Mediatheken.</numerusform>
            </translation>
        </message>
        <message>
            <source>{name} answers, version {version}, with 1 library.</source>
            <translation>{name} antwortet, Version {version}, mit 1 Mediathek.</translation>
        </message>
        <message>
            <source>{name} lets you in, but has no library that Recloser can serve yet.</source>
            <translation>{name} lässt Sie ein, hat aber noch keine Mediathek, die Recloser bedienen kann.</translation>
        </message>
        <message>
            <source>{reason}.</source>
            <translation>{reason}.</translation>
        </message>
    </context>
    <context>
        <name>SetupAssistant</name>
        <message>
            <source>Set up Recloser</source>
            <translation>Recloser einrichten</translation>
        </message>
    </context>
    <context>
        <name>SignInPage</name>
        <message>
            <source>&amp;Copy the link</source>
            <translation>Link &amp;kopieren</translation>
        </message>
        <message>
            <source>&amp;Sign in with the browser</source>
            <translation>Im &amp;Browser anmelden</translation>
        </message>
        <message>
            <source>A token is made of letters, digits, - and _.</source>
            <translation>Ein Token besteht aus Buchstaben, Ziffern, - und _.</translation>
        </message>
        <message>
            <source>Asking plex.tv…</source>
            <translation>plex.tv wird gefragt…</translation>
        </message>
        <message>
            <source>How shall Recloser prove to your server that it may change its metadata?</source>
            <translation>Wie soll Recloser Ihrem Server beweisen, dass es dessen Metadaten ändern darf?</translation>
        </message>
        <message>
            <source>It is tested on the next page, with the server.</source>
            <translation>Es wird auf der nächsten Seite getestet, mit dem Server.</translation>
        </message>
        <message>
            <source>No browser could be opened. Copy the link, and open it in a browser on any device.</source>
            <translation>Es konnte kein Browser geöffnet werden. Kopieren Sie den Link und öffnen Sie ihn in einem Browser auf einem beliebigen Gerät.</translation>
        </message>
        <message>
            <source>Plex has waited long enough for you to sign in. Begin anew when you are ready.</source>
            <translation>Plex hat lange genug auf Ihre Anmeldung gewartet. Beginnen Sie neu, wenn Sie bereit sind.</translation>
        </message>
        <message>
            <source>Plex to&amp;ken:</source>
            <translation>Plex-Tok&amp;en:</translation>
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation>Bei Plex anmelden</translation>
        </message>
        <message>
            <source>Stop &amp;waiting</source>
            <translation>Nicht &amp;länger warten</translation>
        </message>
        <message>
            <source>With a &amp;token that you enter by hand</source>
            <translation>Mit einem &amp;Token, das Sie von Hand eingeben</translation>
        </message>
        <message>
            <source>With your Plex &amp;account, in the browser (recommended)</source>
            <translation>Mit Ihrem Plex-K&amp;onto, im Browser (empfohlen)</translation>
        </message>
        <message>
            <source>You are signed in.</source>
            <translation>Sie sind angemeldet.</translation>
        </message>
        <message>
            <source>Your browser shows Plex's own page. Sign in there; this page notices it by itself.</source>
            <translation>Ihr Browser zeigt die Seite von Plex. Melden Sie sich dort an; diese Seite bemerkt es von selbst.</translation>
        </message>
        <message>
            <source>Your password stays between you and Plex: Recloser never sees it.</source>
            <translation>Ihr Passwort bleibt zwischen Ihnen und Plex: Recloser sieht es nie.</translation>
        </message>
        <message>
            <source>{reason}.</source>
            <translation>{reason}.</translation>
        </message>
        <message>
            <source>{reason}. It is asked again.</source>
            <translation>{reason}. Es wird erneut gefragt.</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Not answering from {0}, for {1}: {2}</source>
            <translation>Keine Antwort ab {0}, für {1}: {2}</translation>
        </message>
        <message>
            <source>Not answering since {0} ({1}): {2}</source>
            <translation>Keine Antwort seit {0} ({1}): {2}</translation>
        </message>
        <message>
            <source>Not known: Plex was not being watched</source>
            <translation>Nicht bekannt: Plex wurde nicht beobachtet</translation>
        </message>
        <message>
            <source>Plex answered</source>
            <translation>Plex antwortete</translation>
        </message>
        <message numerus="yes">
            <source>and %Ln more outages</source>
            <translation>
                <numerusform>und %Ln weiterer Ausfall</numerusform>
                <numerusform>und %Ln weitere Ausfälle</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SummaryPage</name>
        <message>
            <source>&amp;Set up</source>
            <translation>&amp;Einrichten</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Alle</translation>
        </message>
        <message>
            <source>Folders:</source>
            <translation>Ordner:</translation>
        </message>
        <message>
            <source>Keeping the token and the settings…</source>
            <translation>Token und Einstellungen werden gesichert…</translation>
        </message>
        <message>
            <source>Libraries:</source>
            <translation>Mediatheken:</translation>
        </message>
        <message>
            <source>Media files:</source>
            <translation>Mediendateien:</translation>
        </message>
        <message>
            <source>Nothing has been written anywhere so far.</source>
            <translation>Bisher wurde nirgends etwas geschrieben.</translation>
        </message>
        <message>
            <source>Plex knows {found} of {total}</source>
            <translation>Plex kennt {found} von {total}</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Bereit</translation>
        </message>
        <message>
            <source>Server:</source>
            <translation>Server:</translation>
        </message>
        <message>
            <source>What was chosen</source>
            <translation>Was gewählt wurde</translation>
        </message>
        <message>
            <source>When you press “Set up”, Recloser compares your NFO files with Plex and delivers what differs at once, because confirm_first_sync is switched off in your settings.</source>
            <translation>Wenn Sie „Einrichten“ drücken, vergleicht Recloser Ihre NFO-Dateien mit Plex und liefert Unterschiede sofort, denn confirm_first_sync ist in Ihren Einstellungen abgeschaltet.</translation>
        </message>
        <message>
            <source>When you press “Set up”, Recloser compares your NFO files with Plex. Before the first large delivery it shows what would change, and waits for your approval: until then, nothing is written to Plex.</source>
            <translation>Wenn Sie „Einrichten“ drücken, vergleicht Recloser Ihre NFO-Dateien mit Plex. Vor der ersten großen Lieferung zeigt es, was sich ändern würde, und wartet auf Ihre Zustimmung: Bis dahin wird nichts in Plex geschrieben.</translation>
        </message>
        <message>
            <source>{name} at {address}</source>
            <translation>{name} unter {address}</translation>
        </message>
        <message>
            <source>{reason}.</source>
            <translation>{reason}.</translation>
        </message>
    </context>
    <context>
        <name>TrayMenu</name>
        <message>
            <source>&amp;Open Recloser</source>
            <translation>Recloser ö&amp;ffnen</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Pause</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Beenden</translation>
        </message>
        <message>
            <source>&amp;Reset breaker</source>
            <translation>Sicherung &amp;zurücksetzen</translation>
        </message>
        <message>
            <source>&amp;Sync now</source>
            <translation>Jetzt &amp;abgleichen</translation>
        </message>
        <message>
            <source>Check &amp;now</source>
            <translation>Jetzt p&amp;rüfen</translation>
        </message>
        <message numerus="yes">
            <source>F&amp;ailed changes (%Ln)…</source>
            <translation>
                <numerusform>Fe&amp;hlgeschlagene Änderung (%Ln)…</numerusform>
                <numerusform>Fe&amp;hlgeschlagene Änderungen (%Ln)…</numerusform>
            </translation>
        </message>
        <message>
            <source>For 1 &amp;hour</source>
            <translation>Für 1 &amp;Stunde</translation>
        </message>
        <message>
            <source>Look at the &amp;changes…</source>
            <translation>Die Änderun&amp;gen ansehen…</translation>
        </message>
        <message>
            <source>Open P&amp;lex</source>
            <translation>Ple&amp;x öffnen</translation>
        </message>
        <message>
            <source>Pre&amp;ferences…</source>
            <translation>&amp;Einstellungen…</translation>
        </message>
        <message>
            <source>Res&amp;ume</source>
            <translation>Fortse&amp;tzen</translation>
        </message>
        <message>
            <source>S&amp;ign in…</source>
            <translation>An&amp;melden…</translation>
        </message>
        <message>
            <source>Until &amp;resumed</source>
            <translation>Bis zum &amp;Fortsetzen</translation>
        </message>
        <message>
            <source>Until &amp;tomorrow</source>
            <translation>Bis &amp;morgen</translation>
        </message>
    </context>
    <context>
        <name>WarningBox</name>
        <message>
            <source>Warnings</source>
            <translation>Warnungen</translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message>
            <source>Every answer can be tested on its page. You can go back at any time, and change everything later.</source>
            <translation>Jede Antwort kann auf ihrer Seite getestet werden. Sie können jederzeit zurückgehen und später alles ändern.</translation>
        </message>
        <message>
            <source>It brings the metadata that you keep next to your media to your Plex server.</source>
            <translation>Es bringt die Metadaten, die Sie neben Ihren Medien pflegen, auf Ihren Plex-Server.</translation>
        </message>
        <message>
            <source>Nothing is written to Plex by this assistant.</source>
            <translation>Dieser Assistent schreibt nichts in Plex.</translation>
        </message>
        <message>
            <source>The next pages ask for four things: your Plex account, the server, its libraries, and your folders.</source>
            <translation>Die nächsten Seiten fragen nach vier Dingen: Ihrem Plex-Konto, dem Server, seinen Mediatheken und Ihren Ordnern.</translation>
        </message>
        <message>
            <source>Welcome to Recloser</source>
            <translation>Willkommen bei Recloser</translation>
        </message>
    </context>
    <context>
        <name>_Looker</name>
        <message>
            <source>This cannot be shown; details are in the log.</source>
            <translation>Das kann nicht gezeigt werden; Einzelheiten stehen im Protokoll.</translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message>
            <source>0, or a number from 1 to 86400</source>
            <translation>0 oder eine Zahl von 1 bis 86400</translation>
        </message>
        <message>
            <source>Bad Gateway</source>
            <translation>fehlerhaftes Gateway</translation>
        </message>
        <message>
            <source>Bad Request</source>
            <translation>ungültige Anfrage</translation>
        </message>
        <message>
            <source>Changes in {path} cannot be stored: {reason}</source>
            <translation>Änderungen in {path} können nicht gespeichert werden: {reason}</translation>
        </message>
        <message>
            <source>Connection refused</source>
            <translation>Verbindung abgelehnt</translation>
        </message>
        <message>
            <source>Connection timed out</source>
            <translation>Zeitüberschreitung der Verbindung</translation>
        </message>
        <message>
            <source>Disk quota exceeded</source>
            <translation>Speicherkontingent überschritten</translation>
        </message>
        <message>
            <source>Edits in {path} may be noticed only after {seconds} seconds: the system does not watch all of its folders ({reason}).</source>
            <translation>Bearbeitungen in {path} werden womöglich erst nach {seconds} Sekunden bemerkt: Das System überwacht nicht alle Ordner darin ({reason}).</translation>
        </message>
        <message>
            <source>Extra content at the end of the document</source>
            <translation>überzähliger Inhalt am Ende des Dokuments</translation>
        </message>
        <message>
            <source>File exists</source>
            <translation>Datei existiert bereits</translation>
        </message>
        <message>
            <source>File name too long</source>
            <translation>Dateiname zu lang</translation>
        </message>
        <message>
            <source>File too large</source>
            <translation>Datei zu groß</translation>
        </message>
        <message>
            <source>Forbidden</source>
            <translation>verboten</translation>
        </message>
        <message>
            <source>Gateway Timeout</source>
            <translation>Zeitüberschreitung am Gateway</translation>
        </message>
        <message>
            <source>Host is down</source>
            <translation>der Rechner ist nicht in Betrieb</translation>
        </message>
        <message>
            <source>Input/output error</source>
            <translation>Ein-/Ausgabefehler</translation>
        </message>
        <message>
            <source>Internal Server Error</source>
            <translation>interner Serverfehler</translation>
        </message>
        <message>
            <source>Is a directory</source>
            <translation>ist ein Ordner</translation>
        </message>
        <message>
            <source>Network is unreachable</source>
            <translation>das Netzwerk ist nicht erreichbar</translation>
        </message>
        <message>
            <source>No library in Plex has the folder {place}; Plex may know it as {found}. Say in Preferences, under Libraries and folders, what it is called on the server (plex_path in settings.toml)</source>
            <translation>Keine Mediathek in Plex hat den Ordner {place}; vielleicht kennt Plex ihn als {found}. Tragen Sie in den Einstellungen unter „Mediatheken und Ordner“ ein, wie er auf dem Server heißt (plex_path in settings.toml)</translation>
        </message>
        <message>
            <source>No library in Plex has the folder {place}; the libraries have {found}. Say in Preferences, under Libraries and folders, what it is called on the server (plex_path in settings.toml)</source>
            <translation>Keine Mediathek in Plex hat den Ordner {place}; die Mediatheken haben {found}. Tragen Sie in den Einstellungen unter „Mediatheken und Ordner“ ein, wie er auf dem Server heißt (plex_path in settings.toml)</translation>
        </message>
        <message>
            <source>No route to host</source>
            <translation>kein Weg zum Rechner</translation>
        </message>
        <message>
            <source>No space left on device</source>
            <translation>kein Platz mehr auf dem Datenträger</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>Datei oder Ordner nicht gefunden</translation>
        </message>
        <message>
            <source>Not Found</source>
            <translation>nicht gefunden</translation>
        </message>
        <message>
            <source>Not a directory</source>
            <translation>ist kein Ordner</translation>
        </message>
        <message>
            <source>Nothing is delivered until this is mended: {reason}</source>
            <translation>Nichts wird geliefert, bis dies behoben ist: {reason}</translation>
        </message>
        <message>
            <source>Opening and ending tag mismatch: {name} line {line} and {other}</source>
            <translation>öffnendes und schließendes Tag passen nicht zusammen: {name} in Zeile {line} und {other}</translation>
        </message>
        <message>
            <source>Operation not permitted</source>
            <translation>Vorgang nicht erlaubt</translation>
        </message>
        <message>
            <source>Others on this computer can read your Plex token; change the mode of {path} to 0600</source>
            <translation>Andere auf diesem Computer können Ihr Plex-Token lesen; ändern Sie den Modus von {path} auf 0600</translation>
        </message>
        <message>
            <source>Permission denied</source>
            <translation>keine Berechtigung</translation>
        </message>
        <message>
            <source>Plex accepted the change, but does not show it: {fields}</source>
            <translation>Plex hat die Änderung angenommen, zeigt sie aber nicht: {fields}</translation>
        </message>
        <message>
            <source>Plex answered {status}</source>
            <translation>Plex hat mit {status} geantwortet</translation>
        </message>
        <message>
            <source>Plex answered {status}: {words}</source>
            <translation>Plex hat mit {status} geantwortet: {words}</translation>
        </message>
        <message>
            <source>Plex cannot be asked: {reason}</source>
            <translation>Plex kann nicht gefragt werden: {reason}</translation>
        </message>
        <message>
            <source>Plex has no library “{title}”, which the settings name</source>
            <translation>Plex hat keine Bibliothek „{title}“, die in den Einstellungen steht</translation>
        </message>
        <message>
            <source>Plex has this file as {found}, not as {wanted}: {path}</source>
            <translation>Plex führt diese Datei als {found}, nicht als {wanted}: {path}</translation>
        </message>
        <message>
            <source>Plex is starting or under maintenance (503)</source>
            <translation>Plex startet gerade oder wird gewartet (503)</translation>
        </message>
        <message>
            <source>Plex's own NFO agent has not taken over what the NFO file says</source>
            <translation>Der NFO-Agent von Plex hat nicht übernommen, was in der NFO-Datei steht</translation>
        </message>
        <message>
            <source>Premature end of data in tag {name} line {line}</source>
            <translation>vorzeitiges Ende im Tag {name} aus Zeile {line}</translation>
        </message>
        <message>
            <source>Read-only file system</source>
            <translation>das Dateisystem ist schreibgeschützt</translation>
        </message>
        <message>
            <source>Service Unavailable</source>
            <translation>Dienst nicht verfügbar</translation>
        </message>
        <message>
            <source>Something unexpected went wrong; details are in the log</source>
            <translation>Etwas Unerwartetes ist schiefgegangen; Näheres steht im Protokoll</translation>
        </message>
        <message>
            <source>Stale file handle</source>
            <translation>veralteter Dateizugriff</translation>
        </message>
        <message>
            <source>StartTag: invalid element name</source>
            <translation>ungültiger Elementname in einem öffnenden Tag</translation>
        </message>
        <message>
            <source>TOML, such as: key = value</source>
            <translation>TOML, etwa: key = value</translation>
        </message>
        <message>
            <source>TOML, such as: key = value; a text with backslashes needs single quotes, such as 'C:\Media'</source>
            <translation>TOML, etwa: key = value; ein Text mit umgekehrten Schrägstrichen braucht einfache Anführungszeichen, etwa 'C:\Media'</translation>
        </message>
        <message>
            <source>The breaker state at {path} cannot be used: {reason}; {kept}; starting CLOSED</source>
            <translation>Der Zustand der Sicherung in {path} ist unbrauchbar: {reason}; {kept}; der Anfangszustand ist geschlossen</translation>
        </message>
        <message>
            <source>The breaker state cannot be written to {path}: {reason}</source>
            <translation>Der Zustand der Sicherung kann nicht in {path} geschrieben werden: {reason}</translation>
        </message>
        <message>
            <source>The database cannot be used at the moment: {reason}</source>
            <translation>Die Datenbank ist im Moment nicht benutzbar: {reason}</translation>
        </message>
        <message>
            <source>The database “{path}” belongs to another program</source>
            <translation>Die Datenbank „{path}“ gehört einem anderen Programm</translation>
        </message>
        <message>
            <source>The database “{path}” cannot be looked at: {reason}</source>
            <translation>Die Datenbank „{path}“ kann nicht angesehen werden: {reason}</translation>
        </message>
        <message>
            <source>The database “{path}” has to be created, updated or replaced, but it is in use</source>
            <translation>Die Datenbank „{path}“ muss angelegt, aktualisiert oder ersetzt werden, wird aber gerade benutzt</translation>
        </message>
        <message>
            <source>The database “{path}” is damaged ({words}). Start Recloser again: it will examine the file and, if need be, keep it aside and start an empty one.</source>
            <translation>Die Datenbank „{path}“ ist beschädigt ({words}). Starten Sie Recloser neu: Es untersucht dann die Datei, legt sie nötigenfalls beiseite und beginnt eine leere.</translation>
        </message>
        <message>
            <source>The database “{path}” is damaged: what it holds is not as Recloser wrote it ({words}). Move the file away and start Recloser again; what other programs had queued is only in that file.</source>
            <translation>Die Datenbank „{path}“ ist beschädigt: Ihr Inhalt ist nicht so, wie Recloser ihn geschrieben hat ({words}). Verschieben Sie die Datei und starten Sie Recloser neu; was andere Programme eingereiht hatten, steht nur in dieser Datei.</translation>
        </message>
        <message>
            <source>The database “{path}” was moved or deleted while it was in use</source>
            <translation>Die Datenbank „{path}“ wurde während der Benutzung verschoben oder gelöscht</translation>
        </message>
        <message>
            <source>The database “{path}” was written by a newer Recloser (its schema is {version}, this version knows up to {known}). Install the newer version again, or move the file away.</source>
            <translation>Die Datenbank „{path}“ stammt von einem neueren Recloser (ihr Schema ist {version}, diese Version kennt nur bis {known}). Installieren Sie die neuere Version wieder, oder verschieben Sie die Datei.</translation>
        </message>
        <message>
            <source>The database “{path}” {reason}</source>
            <translation>Die Datenbank „{path}“ {reason}</translation>
        </message>
        <message>
            <source>The database “{path}” {reason} ({words})</source>
            <translation>Die Datenbank „{path}“ {reason} ({words})</translation>
        </message>
        <message>
            <source>The database “{path}” {reason}, and was moved away meanwhile</source>
            <translation>Die Datenbank „{path}“ {reason} und wurde inzwischen verschoben</translation>
        </message>
        <message>
            <source>The database “{path}” {reason}, and {name} cannot be moved aside</source>
            <translation>Die Datenbank „{path}“ {reason}, und {name} lässt sich nicht beiseitelegen</translation>
        </message>
        <message>
            <source>The database “{path}” {reason}. It was kept as {name}, and an empty one was started. Changes that were waiting are read again from their NFO files; what other programs had queued is only in the kept file.</source>
            <translation>Die Datenbank „{path}“ {reason}. Sie wurde als {name} aufbewahrt und eine leere begonnen. Wartende Änderungen werden neu aus ihren NFO-Dateien gelesen; was andere Programme eingereiht hatten, steht nur in der aufbewahrten Datei.</translation>
        </message>
        <message>
            <source>The desktop's portal for starting at login is of no use: {words}</source>
            <translation>Das Portal des Desktops für den Start bei der Anmeldung ist nicht benutzbar: {words}</translation>
        </message>
        <message>
            <source>The folder {path} cannot be reached: {reason}. It is looked for again.</source>
            <translation>Der Ordner {path} ist nicht erreichbar: {reason}. Es wird weiter nach ihm gesehen.</translation>
        </message>
        <message>
            <source>The folder {path} cannot be read: {reason}.</source>
            <translation>Der Ordner {path} kann nicht gelesen werden: {reason}.</translation>
        </message>
        <message>
            <source>The folder {path} is empty; is its disk mounted?</source>
            <translation>Der Ordner {path} ist leer; ist sein Datenträger eingehängt?</translation>
        </message>
        <message>
            <source>The keyring cannot be used: {reason}</source>
            <translation>Der Schlüsselbund ist nicht benutzbar: {reason}</translation>
        </message>
        <message>
            <source>The keyring does not answer; it may be waiting for you to unlock it</source>
            <translation>Der Schlüsselbund antwortet nicht; vielleicht wartet er darauf, dass Sie ihn entsperren</translation>
        </message>
        <message>
            <source>The log cannot be written to {path}: {reason}</source>
            <translation>Das Protokoll kann nicht in {path} geschrieben werden: {reason}</translation>
        </message>
        <message>
            <source>The pause</source>
            <translation>Die Pause</translation>
        </message>
        <message>
            <source>The statistics</source>
            <translation>Die Statistik</translation>
        </message>
        <message>
            <source>The token cannot be kept in {path}: {reason}</source>
            <translation>Das Token kann nicht in {path} aufbewahrt werden: {reason}</translation>
        </message>
        <message>
            <source>The token cannot be read from {path}: {reason}</source>
            <translation>Das Token kann nicht aus {path} gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>The token in {path} cannot be removed: {reason}</source>
            <translation>Das Token in {path} kann nicht entfernt werden: {reason}</translation>
        </message>
        <message>
            <source>There are no settings yet: the set-up assistant asks for them (Preferences… in the menu)</source>
            <translation>Es gibt noch keine Einstellungen: Der Einrichtungsassistent fragt danach („Einstellungen…“ im Menü)</translation>
        </message>
        <message>
            <source>Too Many Requests</source>
            <translation>zu viele Anfragen</translation>
        </message>
        <message>
            <source>Too many open files</source>
            <translation>zu viele offene Dateien</translation>
        </message>
        <message>
            <source>Transport endpoint is not connected</source>
            <translation>die Netzwerkfreigabe ist nicht verbunden</translation>
        </message>
        <message>
            <source>Unauthorized</source>
            <translation>nicht angemeldet</translation>
        </message>
        <message>
            <source>What the keyring keeps</source>
            <translation>Was der Schlüsselbund aufbewahrt,</translation>
        </message>
        <message>
            <source>What was given</source>
            <translation>Was angegeben wurde,</translation>
        </message>
        <message>
            <source>What {name} is set to</source>
            <translation>Der Wert von {name}</translation>
        </message>
        <message>
            <source>What {path} contains</source>
            <translation>Der Inhalt von {path}</translation>
        </message>
        <message>
            <source>What {path} contains is too long for a Plex token</source>
            <translation>Der Inhalt von {path} ist zu lang für ein Plex-Token</translation>
        </message>
        <message>
            <source>Windows did not let Recloser change what starts when you log in</source>
            <translation>Windows hat Recloser nicht ändern lassen, was bei Ihrer Anmeldung startet</translation>
        </message>
        <message>
            <source>You, or your desktop, did not allow Recloser to start when you log in</source>
            <translation>Sie oder Ihr Desktop haben nicht erlaubt, dass Recloser bei der Anmeldung startet</translation>
        </message>
        <message>
            <source>Your desktop does not let Recloser start when you log in</source>
            <translation>Ihr Desktop lässt Recloser nicht bei der Anmeldung starten</translation>
        </message>
        <message>
            <source>[Errno {number}] {reason}</source>
            <translation>{reason} (Fehler {number})</translation>
        </message>
        <message>
            <source>[Errno {number}] {reason}: {path}</source>
            <translation>{reason} (Fehler {number}): {path}</translation>
        </message>
        <message>
            <source>a fault of Recloser itself: {reason}</source>
            <translation>ein Fehler in Recloser selbst: {reason}</translation>
        </message>
        <message>
            <source>a folder without a path</source>
            <translation>ein Ordner ohne Pfad</translation>
        </message>
        <message>
            <source>a huge number</source>
            <translation>eine riesige Zahl</translation>
        </message>
        <message>
            <source>a list</source>
            <translation>eine Liste</translation>
        </message>
        <message>
            <source>a list of titles, such as ["Movies"]</source>
            <translation>eine Liste von Namen, etwa ["Filme"]</translation>
        </message>
        <message>
            <source>a number above 0, up to 600</source>
            <translation>eine Zahl über 0, bis 600</translation>
        </message>
        <message>
            <source>a number from {low} to {high}</source>
            <translation>eine Zahl von {low} bis {high}</translation>
        </message>
        <message>
            <source>a readable text file in TOML, saved as UTF-8</source>
            <translation>eine lesbare Textdatei in TOML, als UTF-8 gespeichert</translation>
        </message>
        <message>
            <source>a table</source>
            <translation>eine Tabelle</translation>
        </message>
        <message>
            <source>a table, begun with [{key}]</source>
            <translation>eine Tabelle, die mit [{key}] beginnt</translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation>eine ganze Zahl</translation>
        </message>
        <message>
            <source>a whole number from {low} to {high}</source>
            <translation>eine ganze Zahl von {low} bis {high}</translation>
        </message>
        <message>
            <source>an address that begins with http:// or https://, such as "http://127.0.0.1:32400"</source>
            <translation>eine Adresse, die mit http:// oder https:// beginnt, etwa "http://127.0.0.1:32400"</translation>
        </message>
        <message>
            <source>an empty list</source>
            <translation>eine leere Liste</translation>
        </message>
        <message>
            <source>an episode without a number</source>
            <translation>eine Folge ohne Nummer</translation>
        </message>
        <message>
            <source>an object</source>
            <translation>ein Objekt</translation>
        </message>
        <message>
            <source>an unknown key</source>
            <translation>ein unbekannter Schlüssel</translation>
        </message>
        <message>
            <source>an unknown key (did you mean {name}?)</source>
            <translation>ein unbekannter Schlüssel (meinten Sie {name}?)</translation>
        </message>
        <message>
            <source>another NFO file of this item was edited later, and counts: {found}</source>
            <translation>eine andere NFO-Datei dieses Eintrags wurde später bearbeitet und gilt: {found}</translation>
        </message>
        <message>
            <source>answered with status {status}, which Plex never does; is something else at this address?</source>
            <translation>es kam eine Antwort mit Status {status}, die Plex nie gibt; ist unter dieser Adresse etwas anderes?</translation>
        </message>
        <message>
            <source>answered, but not as a Plex server does; is something else at this address?</source>
            <translation>es kam eine Antwort, aber nicht die eines Plex-Servers; ist unter dieser Adresse etwas anderes?</translation>
        </message>
        <message>
            <source>answered, but not as a Plex server does; is something else at this address? ({reason})</source>
            <translation>es kam eine Antwort, aber nicht die eines Plex-Servers; ist unter dieser Adresse etwas anderes? ({reason})</translation>
        </message>
        <message>
            <source>attempt to write a readonly database</source>
            <translation>Schreibversuch auf eine schreibgeschützte Datenbank</translation>
        </message>
        <message>
            <source>belongs to another program</source>
            <translation>gehört einem anderen Programm</translation>
        </message>
        <message>
            <source>cannot be opened; check that its folder exists and may be written</source>
            <translation>kann nicht geöffnet werden; prüfen Sie, ob ihr Ordner existiert und beschrieben werden darf</translation>
        </message>
        <message>
            <source>cannot be read or written; check the disk</source>
            <translation>kann nicht gelesen oder geschrieben werden; prüfen Sie den Datenträger</translation>
        </message>
        <message>
            <source>cannot grow; is the disk full?</source>
            <translation>kann nicht wachsen; ist der Datenträger voll?</translation>
        </message>
        <message>
            <source>connection refused by {host}</source>
            <translation>Verbindung von {host} abgelehnt</translation>
        </message>
        <message>
            <source>could not be set aside</source>
            <translation>konnte nicht beiseitegelegt werden</translation>
        </message>
        <message>
            <source>database disk image is malformed</source>
            <translation>Datenbankdatei fehlerhaft aufgebaut</translation>
        </message>
        <message>
            <source>database is locked</source>
            <translation>Datenbank gesperrt</translation>
        </message>
        <message>
            <source>database or disk is full</source>
            <translation>Datenbank oder Datenträger voll</translation>
        </message>
        <message>
            <source>defines entities of its own, which is not allowed</source>
            <translation>definiert eigene Entitäten, was nicht erlaubt ist</translation>
        </message>
        <message>
            <source>disk I/O error</source>
            <translation>Ein-/Ausgabefehler des Datenträgers</translation>
        </message>
        <message>
            <source>each folder once</source>
            <translation>jeder Ordner nur einmal</translation>
        </message>
        <message>
            <source>edited in Plex after Recloser had written it: {fields}; retry to overwrite it, discard to keep it</source>
            <translation>in Plex bearbeitet, nachdem Recloser geschrieben hatte: {fields}; „Wiederholen“ überschreibt es, „Verwerfen“ behält es</translation>
        </message>
        <message>
            <source>episode {number}</source>
            <translation>Folge {number}</translation>
        </message>
        <message>
            <source>file is not a database</source>
            <translation>Datei ist keine Datenbank</translation>
        </message>
        <message>
            <source>gave an empty answer</source>
            <translation>es kam eine leere Antwort</translation>
        </message>
        <message>
            <source>holds zero bytes, as they are left by a write that was cut short</source>
            <translation>enthält Null-Bytes, wie sie ein abgebrochener Schreibvorgang hinterlässt</translation>
        </message>
        <message>
            <source>is damaged ({words})</source>
            <translation>ist beschädigt ({words})</translation>
        </message>
        <message>
            <source>is damaged or not a database ({words})</source>
            <translation>ist beschädigt oder keine Datenbank ({words})</translation>
        </message>
        <message>
            <source>is locked by another program</source>
            <translation>ist von einem anderen Programm gesperrt</translation>
        </message>
        <message>
            <source>is not XML</source>
            <translation>ist kein XML</translation>
        </message>
        <message>
            <source>it could not be renamed</source>
            <translation>sie konnte nicht umbenannt werden</translation>
        </message>
        <message>
            <source>it does not hold what is written there: {reason}</source>
            <translation>die Datei enthält nicht, was dort geschrieben wird: {reason}</translation>
        </message>
        <message>
            <source>it has version {version}; this program knows version {known}</source>
            <translation>sie hat Version {version}; dieses Programm kennt Version {known}</translation>
        </message>
        <message>
            <source>it is larger than {limit} bytes</source>
            <translation>sie ist größer als {limit} Bytes</translation>
        </message>
        <message>
            <source>it is nested too deeply</source>
            <translation>sie ist zu tief verschachtelt</translation>
        </message>
        <message>
            <source>it is no regular file</source>
            <translation>es ist keine gewöhnliche Datei</translation>
        </message>
        <message>
            <source>it is not JSON ({words})</source>
            <translation>es ist kein JSON ({words})</translation>
        </message>
        <message>
            <source>it is not a file</source>
            <translation>es ist keine Datei</translation>
        </message>
        <message>
            <source>it is open, but opened_at does not say since when</source>
            <translation>sie ist offen, aber opened_at sagt nicht, seit wann</translation>
        </message>
        <message>
            <source>it is too long</source>
            <translation>die Datei ist zu lang</translation>
        </message>
        <message>
            <source>it lacks {names}</source>
            <translation>es fehlt {names}</translation>
        </message>
        <message>
            <source>its counts are {values}, and not numbers from 0</source>
            <translation>die Zählerstände sind {values} und nicht Zahlen ab 0</translation>
        </message>
        <message>
            <source>kept as {name}</source>
            <translation>aufbewahrt als {name}</translation>
        </message>
        <message>
            <source>lacks the tables {names}</source>
            <translation>hat diese Tabellen nicht: {names}</translation>
        </message>
        <message>
            <source>lists within lists without end</source>
            <translation>Listen in Listen ohne Ende</translation>
        </message>
        <message>
            <source>manual reset</source>
            <translation>von Hand zurückgesetzt</translation>
        </message>
        <message>
            <source>more than {limit} bytes</source>
            <translation>mehr als {limit} Bytes</translation>
        </message>
        <message>
            <source>must not be written; check its permissions</source>
            <translation>darf nicht beschrieben werden; prüfen Sie die Berechtigungen</translation>
        </message>
        <message>
            <source>needs more memory than there is</source>
            <translation>braucht mehr Arbeitsspeicher, als vorhanden ist</translation>
        </message>
        <message>
            <source>no Plex library has a folder that contains {path}; is a path mapping missing?</source>
            <translation>keine Mediathek in Plex hat einen Ordner, der {path} enthält; fehlt eine Pfadzuordnung?</translation>
        </message>
        <message>
            <source>no answer within the time allowed</source>
            <translation>keine Antwort in der erlaubten Zeit</translation>
        </message>
        <message>
            <source>no complete answer within {seconds} s</source>
            <translation>keine vollständige Antwort innerhalb von {seconds} s</translation>
        </message>
        <message>
            <source>no connection to {host}</source>
            <translation>keine Verbindung zu {host}</translation>
        </message>
        <message>
            <source>no connection to {host} within the time allowed</source>
            <translation>keine Verbindung zu {host} in der erlaubten Zeit</translation>
        </message>
        <message>
            <source>no folders</source>
            <translation>keine Ordner</translation>
        </message>
        <message>
            <source>no reason given</source>
            <translation>kein Grund angegeben</translation>
        </message>
        <message>
            <source>no secure connection to {host}: its certificate was not accepted</source>
            <translation>keine sichere Verbindung zu {host}: Das Zertifikat wurde nicht akzeptiert</translation>
        </message>
        <message>
            <source>not in Plex yet: {path}</source>
            <translation>noch nicht in Plex: {path}</translation>
        </message>
        <message>
            <source>not paused</source>
            <translation>nicht pausiert</translation>
        </message>
        <message>
            <source>one of {names}</source>
            <translation>eines von {names}</translation>
        </message>
        <message>
            <source>path = {allowed}</source>
            <translation>path = {allowed}</translation>
        </message>
        <message>
            <source>paused is {value}, and neither true nor false</source>
            <translation>paused ist {value} und weder true noch false</translation>
        </message>
        <message>
            <source>plex.tv cannot be reached: {reason}</source>
            <translation>plex.tv ist nicht erreichbar: {reason}</translation>
        </message>
        <message>
            <source>plex.tv has answered with something that cannot be read</source>
            <translation>plex.tv hat etwas geantwortet, das sich nicht lesen lässt</translation>
        </message>
        <message>
            <source>plex.tv has answered with something that is no sign-in</source>
            <translation>plex.tv hat etwas geantwortet, das keine Anmeldung ist</translation>
        </message>
        <message>
            <source>plex.tv has given an empty answer</source>
            <translation>plex.tv hat eine leere Antwort gegeben</translation>
        </message>
        <message>
            <source>plex.tv has given no new token</source>
            <translation>plex.tv hat kein neues Token ausgestellt</translation>
        </message>
        <message>
            <source>plex.tv has trouble of its own (status {status})</source>
            <translation>plex.tv hat selbst Probleme (Status {status})</translation>
        </message>
        <message>
            <source>plex.tv refuses (status {status})</source>
            <translation>plex.tv lehnt ab (Status {status})</translation>
        </message>
        <message>
            <source>season {number}</source>
            <translation>Staffel {number}</translation>
        </message>
        <message>
            <source>several items in {library} have this file: {found}</source>
            <translation>mehrere Titel in {library} haben diese Datei: {found}</translation>
        </message>
        <message>
            <source>several items in {library} have this file: {found}; name its kind, or the numbers of season and episode</source>
            <translation>mehrere Titel in {library} haben diese Datei: {found}; nennen Sie die Art oder die Nummern von Staffel und Folge</translation>
        </message>
        <message>
            <source>signing in was cancelled</source>
            <translation>die Anmeldung wurde abgebrochen</translation>
        </message>
        <message>
            <source>something that is not a file</source>
            <translation>etwas, das keine Datei ist</translation>
        </message>
        <message>
            <source>tables, each begun with [[{key}]]</source>
            <translation>Tabellen, die jeweils mit [[{key}]] beginnen</translation>
        </message>
        <message>
            <source>text</source>
            <translation>Text</translation>
        </message>
        <message>
            <source>text that is not UTF-8</source>
            <translation>Text, der nicht UTF-8 ist</translation>
        </message>
        <message>
            <source>the answer was cut off</source>
            <translation>die Antwort wurde abgeschnitten</translation>
        </message>
        <message>
            <source>the connection was cut off</source>
            <translation>die Verbindung wurde unterbrochen</translation>
        </message>
        <message>
            <source>the file ends before &lt;/{name}&gt;</source>
            <translation>die Datei endet vor &lt;/{name}&gt;</translation>
        </message>
        <message>
            <source>the file ends before its first element</source>
            <translation>die Datei endet vor ihrem ersten Element</translation>
        </message>
        <message>
            <source>the file has {size} bytes; at most {limit} are allowed</source>
            <translation>die Datei hat {size} Bytes; erlaubt sind höchstens {limit}</translation>
        </message>
        <message>
            <source>the file's name is not valid text; rename it, so that Plex can name it</source>
            <translation>der Dateiname ist kein gültiger Text; benennen Sie die Datei um, damit Plex sie nennen kann</translation>
        </message>
        <message>
            <source>the full path of a folder as the Plex server names it, in quotes; one with backslashes in single quotes, such as 'C:\Media'</source>
            <translation>der vollständige Pfad eines Ordners, wie ihn der Plex-Server nennt, in Anführungszeichen; einer mit umgekehrten Schrägstrichen in einfachen, etwa 'C:\Media'</translation>
        </message>
        <message>
            <source>the full path of a folder, in quotes; one with backslashes in single quotes, such as 'C:\Media'</source>
            <translation>der vollständige Pfad eines Ordners, in Anführungszeichen; einer mit umgekehrten Schrägstrichen in einfachen, etwa 'C:\Media'</translation>
        </message>
        <message>
            <source>the item has just gone from Plex</source>
            <translation>der Titel ist gerade aus Plex verschwunden</translation>
        </message>
        <message>
            <source>the journal has no change {number} (any more)</source>
            <translation>der Verlauf hat keine Änderung {number} (mehr)</translation>
        </message>
        <message>
            <source>the library of “{title}” has gone from Plex</source>
            <translation>die Mediathek von „{title}“ ist aus Plex verschwunden</translation>
        </message>
        <message>
            <source>the limit fs.inotify.max_user_instances, or that of open files, is reached</source>
            <translation>das Limit fs.inotify.max_user_instances oder das der offenen Dateien ist erreicht</translation>
        </message>
        <message>
            <source>the limit fs.inotify.max_user_watches is reached</source>
            <translation>das Limit fs.inotify.max_user_watches ist erreicht</translation>
        </message>
        <message>
            <source>the look was ended from here</source>
            <translation>die Prüfung wurde von hier aus beendet</translation>
        </message>
        <message>
            <source>the name {host} is not known</source>
            <translation>der Name {host} ist nicht bekannt</translation>
        </message>
        <message>
            <source>the request was ended from here</source>
            <translation>die Anfrage wurde von hier aus beendet</translation>
        </message>
        <message>
            <source>the same folder a second time</source>
            <translation>derselbe Ordner zum zweiten Mal</translation>
        </message>
        <message>
            <source>the session is closed</source>
            <translation>die Sitzung ist geschlossen</translation>
        </message>
        <message>
            <source>the sign-in has expired</source>
            <translation>die Anmeldung ist abgelaufen</translation>
        </message>
        <message>
            <source>the stored changes cannot be read: {reason}</source>
            <translation>die gespeicherten Änderungen können nicht gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>the stored metadata cannot be read: {reason}</source>
            <translation>die gespeicherten Metadaten können nicht gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>the system has ended its watch</source>
            <translation>das System hat die Überwachung beendet</translation>
        </message>
        <message>
            <source>the whole</source>
            <translation>das Ganze</translation>
        </message>
        <message>
            <source>there is another album named “{title}” already; Plex would merge the two</source>
            <translation>es gibt schon ein anderes Album namens „{title}“; Plex würde die beiden zusammenführen</translation>
        </message>
        <message>
            <source>there is another artist named “{title}” already; Plex would merge the two</source>
            <translation>es gibt schon einen anderen Künstler namens „{title}“; Plex würde die beiden zusammenführen</translation>
        </message>
        <message>
            <source>there is no Plex token yet</source>
            <translation>es gibt noch kein Plex-Token</translation>
        </message>
        <message>
            <source>there is no address to try</source>
            <translation>es gibt keine Adresse zum Ausprobieren</translation>
        </message>
        <message>
            <source>there is no token for this server</source>
            <translation>es gibt kein Token für diesen Server</translation>
        </message>
        <message>
            <source>they start anew</source>
            <translation>sie beginnt neu</translation>
        </message>
        <message>
            <source>this folder cannot be read: {reason}</source>
            <translation>dieser Ordner kann nicht gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>this folder is in the library “{library}”, which has no items of this kind</source>
            <translation>dieser Ordner ist in der Mediathek „{library}“, in der es Elemente dieser Art nicht gibt</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true oder false</translation>
        </message>
        <message>
            <source>unable to open database file</source>
            <translation>Datenbankdatei nicht zu öffnen</translation>
        </message>
        <message>
            <source>undo of change {number}</source>
            <translation>Rücknahme der Änderung {number}</translation>
        </message>
        <message>
            <source>until is {value}, and neither null nor a time</source>
            <translation>until ist {value} und weder null noch eine Zeit</translation>
        </message>
        <message>
            <source>waiting for Plex to read the NFO file</source>
            <translation>wartet darauf, dass Plex die NFO-Datei liest</translation>
        </message>
        <message>
            <source>xmlParseEntityRef: no name</source>
            <translation>nach einem Und-Zeichen fehlt der Name der Entität</translation>
        </message>
        <message>
            <source>{folder} (which is {path} here)</source>
            <translation>{folder} (hier: {path})</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}</source>
            <translation>{path} kann nicht gelesen werden: {reason}</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}.</source>
            <translation>{path} kann nicht gelesen werden: {reason}.</translation>
        </message>
        <message>
            <source>{path} cannot be removed: {reason}</source>
            <translation>{path} kann nicht entfernt werden: {reason}</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}</source>
            <translation>{path} kann nicht geschrieben werden: {reason}</translation>
        </message>
        <message>
            <source>{path} has {size} bytes; a picture may have up to {limit}</source>
            <translation>{path} hat {size} Bytes; ein Bild darf bis zu {limit} haben</translation>
        </message>
        <message>
            <source>{path} is no picture; allowed are JPEG, PNG, WebP, GIF and BMP</source>
            <translation>{path} ist kein Bild; erlaubt sind JPEG, PNG, WebP, GIF und BMP</translation>
        </message>
        <message>
            <source>{path} lies in no watched folder</source>
            <translation>{path} liegt in keinem überwachten Ordner</translation>
        </message>
        <message>
            <source>{path} was changed meanwhile by somebody else</source>
            <translation>{path} wurde inzwischen von jemand anderem geändert</translation>
        </message>
        <message>
            <source>{path}, line {line}</source>
            <translation>{path}, Zeile {line}</translation>
        </message>
        <message>
            <source>{path}, line {line}: {reason}.</source>
            <translation>{path}, Zeile {line}: {reason}.</translation>
        </message>
        <message>
            <source>{place}: found {found}; allowed: {allowed}</source>
            <translation>{place}: gefunden: {found}; erlaubt: {allowed}</translation>
        </message>
        <message>
            <source>{place}: {key}: found {found}; allowed: {allowed}</source>
            <translation>{place}: {key}: gefunden: {found}; erlaubt: {allowed}</translation>
        </message>
        <message>
            <source>{reason} ({fields} may be longer than Plex takes)</source>
            <translation>{reason} ({fields} ist vielleicht länger, als Plex es annimmt)</translation>
        </message>
        <message>
            <source>{source}, {older} (together)</source>
            <translation>{source}, {older} (zusammen)</translation>
        </message>
        <message>
            <source>{value} is no number</source>
            <translation>{value} ist keine Zahl</translation>
        </message>
        <message>
            <source>{what} cannot be read from {path} ({reason}); {lost}: {kept}</source>
            <translation>{what} kann nicht aus {path} gelesen werden ({reason}); {lost}: {kept}</translation>
        </message>
        <message>
            <source>{what} cannot be written to {path}: {reason}</source>
            <translation>{what} kann nicht in {path} geschrieben werden: {reason}</translation>
        </message>
        <message>
            <source>{what} is no Plex token: that is made of letters, digits, - and _, without spaces</source>
            <translation>{what} ist kein Plex-Token: Das besteht aus Buchstaben, Ziffern, - und _, ohne Leerzeichen</translation>
        </message>
        <message>
            <source>{what} is {value}; it must be {allowed}</source>
            <translation>{what} ist {value}; erlaubt: {allowed}</translation>
        </message>
        <message>
            <source>“{reason}” while reading it</source>
            <translation>„{reason}“ beim Lesen</translation>
        </message>
        <message>
            <source>“{title}” (item {number})</source>
            <translation>„{title}“ (Titel {number})</translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more NFO files that cannot be read.</source>
            <translation>
                <numerusform>… und %Ln weitere NFO-Datei, die nicht gelesen werden kann.</numerusform>
                <numerusform>… und %Ln weitere NFO-Dateien, die nicht gelesen werden können.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more folders that cannot be read.</source>
            <translation>
                <numerusform>… und %Ln weiterer Ordner, der nicht gelesen werden kann.</numerusform>
                <numerusform>… und %Ln weitere Ordner, die nicht gelesen werden können.</numerusform>
            </translation>
        </message>
        <message>
            <source>… and 1 more NFO file that cannot be read.</source>
            <translation>… und 1 weitere NFO-Datei, die nicht gelesen werden kann.</translation>
        </message>
        <message>
            <source>… and 1 more folder that cannot be read.</source>
            <translation>… und 1 weiterer Ordner, der nicht gelesen werden kann.</translation>
        </message>
    </context>
    <context>
        <name>fields</name>
        <message>
            <source>Actors</source>
            <translation>Schauspieler</translation>
        </message>
        <message>
            <source>Artwork</source>
            <translation>Bilder</translation>
        </message>
        <message>
            <source>Audience rating</source>
            <translation>Publikumswertung</translation>
        </message>
        <message>
            <source>Collections</source>
            <translation>Sammlungen</translation>
        </message>
        <message>
            <source>Content rating</source>
            <translation>Altersfreigabe</translation>
        </message>
        <message>
            <source>Countries</source>
            <translation>Länder</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Datum</translation>
        </message>
        <message>
            <source>Directors</source>
            <translation>Regie</translation>
        </message>
        <message>
            <source>Genres</source>
            <translation>Genres</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Etiketten</translation>
        </message>
        <message>
            <source>Moods</source>
            <translation>Stimmungen</translation>
        </message>
        <message>
            <source>Original title</source>
            <translation>Originaltitel</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>Wertung</translation>
        </message>
        <message>
            <source>Sort title</source>
            <translation>Sortiertitel</translation>
        </message>
        <message>
            <source>Studio</source>
            <translation>Studio</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>Stile</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>Zusammenfassung</translation>
        </message>
        <message>
            <source>Tagline</source>
            <translation>Slogan</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Titel</translation>
        </message>
        <message>
            <source>Writers</source>
            <translation>Drehbuch</translation>
        </message>
        <message>
            <source>Your own rating</source>
            <translation>Ihre eigene Wertung</translation>
        </message>
    </context>
    <context>
        <name>notifications</name>
        <message numerus="yes">
            <source>%Ln changes could not be delivered</source>
            <translation>
                <numerusform>%Ln Änderung konnte nicht geliefert werden</numerusform>
                <numerusform>%Ln Änderungen konnten nicht geliefert werden</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes that waited are on their way.</source>
            <translation>
                <numerusform>%Ln wartende Änderung ist unterwegs.</numerusform>
                <numerusform>%Ln wartende Änderungen sind unterwegs.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes that waited have been delivered.</source>
            <translation>
                <numerusform>%Ln wartende Änderung wurde geliefert.</numerusform>
                <numerusform>%Ln wartende Änderungen wurden geliefert.</numerusform>
            </translation>
        </message>
        <message>
            <source>A change could not be delivered</source>
            <translation>Eine Änderung konnte nicht geliefert werden</translation>
        </message>
        <message>
            <source>Asked again at {time}: {reason}.</source>
            <translation>Um {time} erneut gefragt: {reason}.</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Jetzt prüfen</translation>
        </message>
        <message>
            <source>It was away for {time}.</source>
            <translation>Es war {time} lang weg.</translation>
        </message>
        <message>
            <source>Look at what the first synchronisation would change in Plex, and agree to it.</source>
            <translation>Sehen Sie sich an, was der erste Abgleich in Plex ändern würde, und stimmen Sie zu.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Öffnen</translation>
        </message>
        <message>
            <source>Plex is back</source>
            <translation>Plex ist wieder da</translation>
        </message>
        <message>
            <source>Plex is not answering</source>
            <translation>Plex antwortet nicht</translation>
        </message>
        <message>
            <source>Plex was down when Recloser was closed</source>
            <translation>Plex war ausgefallen, als Recloser geschlossen wurde</translation>
        </message>
        <message>
            <source>Recloser shows why, and can try again.</source>
            <translation>Recloser zeigt, warum, und kann es erneut versuchen.</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Zurücksetzen</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Anmelden</translation>
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation>Bei Plex anmelden</translation>
        </message>
        <message>
            <source>Since {time}.</source>
            <translation>Seit {time}.</translation>
        </message>
        <message>
            <source>Since {time}: {reason}.</source>
            <translation>Seit {time}: {reason}.</translation>
        </message>
        <message>
            <source>The change that waited has been delivered.</source>
            <translation>Die wartende Änderung wurde geliefert.</translation>
        </message>
        <message>
            <source>The change that waited is on its way.</source>
            <translation>Die wartende Änderung ist unterwegs.</translation>
        </message>
        <message>
            <source>Your changes are kept, and go to Plex when it is back.</source>
            <translation>Ihre Änderungen bleiben erhalten und gehen an Plex, sobald es wieder da ist.</translation>
        </message>
        <message>
            <source>{reason}. Your changes are kept until Plex lets Recloser in.</source>
            <translation>{reason}. Ihre Änderungen bleiben erhalten, bis Plex Recloser einlässt.</translation>
        </message>
    </context>
    <context>
        <name>window</name>
        <message numerus="yes">
            <source>%Ln of {total} items would change</source>
            <translation>
                <numerusform>%Ln von {total} Titeln würde sich ändern</numerusform>
                <numerusform>%Ln von {total} Titeln würden sich ändern</numerusform>
            </translation>
        </message>
        <message>
            <source>1 of {total} items would change</source>
            <translation>1 von {total} Titeln würde sich ändern</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Nachher</translation>
        </message>
        <message>
            <source>Ambiguous</source>
            <translation>Mehrdeutig</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Vorher</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Suche leeren</translation>
        </message>
        <message>
            <source>Did not stick</source>
            <translation>Nicht übernommen</translation>
        </message>
        <message>
            <source>Edited in Plex</source>
            <translation>In Plex bearbeitet</translation>
        </message>
        <message>
            <source>Fault of Recloser</source>
            <translation>Fehler von Recloser</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Feld</translation>
        </message>
        <message>
            <source>Not in Plex</source>
            <translation>Nicht in Plex</translation>
        </message>
        <message>
            <source>Plex came back</source>
            <translation>Plex kam zurück</translation>
        </message>
        <message>
            <source>Plex stumbles over it</source>
            <translation>Plex stolpert darüber</translation>
        </message>
        <message>
            <source>Refused by Plex</source>
            <translation>Von Plex abgelehnt</translation>
        </message>
        <message>
            <source>goes on</source>
            <translation>dauert an</translation>
        </message>
        <message>
            <source>its end was not seen</source>
            <translation>Ende nicht gesehen</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>nicht bekannt</translation>
        </message>
        <message>
            <source>reset by hand</source>
            <translation>von Hand zurückgesetzt</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>{0} cannot be written: {1}</source>
            <translation>{0} kann nicht geschrieben werden: {1}</translation>
        </message>
        <message>
            <source>{name} · season {n}</source>
            <translation>{name} · Staffel {n}</translation>
        </message>
        <message>
            <source>{name} · specials</source>
            <translation>{name} · Extras</translation>
        </message>
        <message>
            <source>{said} · {left} still to be compared</source>
            <translation>{said} · {left} noch zu vergleichen</translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message numerus="yes">
            <source>%Ln changes wait for your approval</source>
            <translation>
                <numerusform>%Ln Änderung wartet auf Ihre Zustimmung</numerusform>
                <numerusform>%Ln Änderungen warten auf Ihre Zustimmung</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes waiting</source>
            <translation>
                <numerusform>%Ln Änderung wartet</numerusform>
                <numerusform>%Ln Änderungen warten</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln fehlgeschlagen</numerusform>
                <numerusform>%Ln fehlgeschlagen</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln retrying</source>
            <translation>
                <numerusform>%Ln wird wiederholt</numerusform>
                <numerusform>%Ln werden wiederholt</numerusform>
            </translation>
        </message>
        <message>
            <source>1 change waiting</source>
            <translation>1 Änderung wartet</translation>
        </message>
        <message>
            <source>1 change waits for your approval</source>
            <translation>1 Änderung wartet auf Ihre Zustimmung</translation>
        </message>
        <message>
            <source>Asking Plex…</source>
            <translation>Plex wird gefragt …</translation>
        </message>
        <message>
            <source>Changes are collected. They go to Plex after the pause.</source>
            <translation>Änderungen werden gesammelt. Sie gehen nach der Pause an Plex.</translation>
        </message>
        <message>
            <source>Changes are collected. They go to Plex when it is back.</source>
            <translation>Änderungen werden gesammelt. Sie gehen an Plex, sobald es wieder da ist.</translation>
        </message>
        <message>
            <source>Changes are collected. They go to Plex when the network is back.</source>
            <translation>Änderungen werden gesammelt. Sie gehen an Plex, sobald das Netz wieder da ist.</translation>
        </message>
        <message>
            <source>Changes are on their way to Plex.</source>
            <translation>Änderungen sind auf dem Weg zu Plex.</translation>
        </message>
        <message>
            <source>Checked {time} ago: Plex answers</source>
            <translation>Vor {time} geprüft: Plex antwortet</translation>
        </message>
        <message>
            <source>Checked {time} ago: {reason}</source>
            <translation>Vor {time} geprüft: {reason}</translation>
        </message>
        <message>
            <source>Choose Preferences…: the settings have to name your Plex server and folders, without mistakes.</source>
            <translation>Wählen Sie „Einstellungen…“: Dort müssen Ihr Plex-Server und Ihre Ordner fehlerfrei stehen.</translation>
        </message>
        <message>
            <source>Nothing is delivered for now. Recloser tries again every few seconds.</source>
            <translation>Zurzeit wird nichts geliefert. Recloser versucht es alle paar Sekunden erneut.</translation>
        </message>
        <message>
            <source>Nothing is written before you have agreed to it.</source>
            <translation>Nichts wird geschrieben, bevor Sie zugestimmt haben.</translation>
        </message>
        <message>
            <source>One request is on its way to find out whether Plex is back.</source>
            <translation>Eine Anfrage ist unterwegs, um zu sehen, ob Plex wieder da ist.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>Angehalten</translation>
        </message>
        <message>
            <source>Paused until {time}</source>
            <translation>Angehalten bis {time}</translation>
        </message>
        <message>
            <source>Plex did not answer just now. Recloser asks again before it calls that an outage.</source>
            <translation>Plex hat gerade nicht geantwortet. Recloser fragt noch einmal, bevor das als Ausfall gilt.</translation>
        </message>
        <message>
            <source>Plex has all changes but those below.</source>
            <translation>Plex hat alle Änderungen außer den unten genannten.</translation>
        </message>
        <message>
            <source>Plex has all changes.</source>
            <translation>Plex hat alle Änderungen.</translation>
        </message>
        <message>
            <source>Plex wants a valid token. Changes are collected until it has one.</source>
            <translation>Plex verlangt ein gültiges Token. Änderungen werden bis dahin gesammelt.</translation>
        </message>
        <message>
            <source>Plex: connected</source>
            <translation>Plex: verbunden</translation>
        </message>
        <message>
            <source>Plex: not answering</source>
            <translation>Plex: antwortet nicht</translation>
        </message>
        <message>
            <source>Plex: not answering since {time}</source>
            <translation>Plex: antwortet nicht seit {time}</translation>
        </message>
        <message>
            <source>Plex: trying again</source>
            <translation>Plex: neuer Versuch</translation>
        </message>
        <message>
            <source>Recloser cannot work</source>
            <translation>Recloser kann nicht arbeiten</translation>
        </message>
        <message>
            <source>Recloser is not set up</source>
            <translation>Recloser ist nicht eingerichtet</translation>
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation>Bei Plex anmelden</translation>
        </message>
        <message>
            <source>This computer is offline</source>
            <translation>Dieser Computer ist offline</translation>
        </message>
        <message>
            <source>asked in vain at {time}</source>
            <translation>um {time} vergeblich gefragt</translation>
        </message>
        <message>
            <source>asking Plex…</source>
            <translation>Plex wird gefragt …</translation>
        </message>
        <message>
            <source>comparing with Plex: {done} of {total}</source>
            <translation>Vergleich mit Plex: {done} von {total}</translation>
        </message>
        <message>
            <source>in {time}</source>
            <translation>in {time}</translation>
        </message>
        <message>
            <source>not planned</source>
            <translation>nicht geplant</translation>
        </message>
        <message>
            <source>now</source>
            <translation>jetzt</translation>
        </message>
        <message>
            <source>when the network is back</source>
            <translation>sobald das Netz da ist</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} von {total}</translation>
        </message>
        <message>
            <source>{n} d</source>
            <translation>{n} T.</translation>
        </message>
        <message>
            <source>{n} h</source>
            <translation>{n} Std.</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} Min.</translation>
        </message>
        <message>
            <source>{n} s</source>
            <translation>{n} s</translation>
        </message>
        <message>
            <source>{rate} per second</source>
            <translation>{rate} pro Sekunde</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>noch {time}</translation>
        </message>
    </context>
</TS>
