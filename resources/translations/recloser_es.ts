<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>AppearancePage</name>
        <message>
            <source>&amp;Icon in the tray:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Language:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Start Recloser when I log in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Another language is spoken when Recloser is started the next time.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Appearance and start</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coloured, for a dark panel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coloured, for a light panel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Coloured, for any panel</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>That of the system</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The shape tells the state in every style; colours only help.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is switched at once.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without colours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Background</name>
        <message>
            <source>something unexpected went wrong ({0}); the log has more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BehaviourPage</name>
        <message>
            <source>After an outage, &amp;begin slowly and be at full speed in 5 minutes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An item without a picture beside it gets the one whose add&amp;ress is in its NFO file</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Behaviour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Let Plex &amp;scan the folder of an item that it does not know yet</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look whether Plex still shows what was &amp;delivered:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex wins</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show what the first &amp;large delivery would change, and wait for my approval</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When a field was &amp;edited in Plex afterwards:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While idle, look whether Plex &amp;answers, every:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>ask me</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every day</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>every week</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>never</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>seconds (0: never)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the NFO file wins</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>BreakerPage</name>
        <message>
            <source>It counts as &amp;back after:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is &amp;tried again after:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex counts as &amp;down after:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>While Plex stays down, the time until the next trial is doubled each time, up to 15 minutes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>failures in a row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>successes in a row</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ConflictQuestion</name>
        <message>
            <source>&amp;Add my changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Begin anew</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It can be begun anew. The present one is kept beside it.

{problems}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings file has mistakes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings file was changed meanwhile.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your changes here can be added to it; everything else in it stays.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>No program is known for the settings file. Open it in a text editor:
{0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No web browser is known. The page of your Plex server is:
{0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings file cannot be written: {0}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>DonePage</name>
        <message>
            <source>Recloser is set up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no usable keyring: the token is kept in a file that only you can read.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This is how everything stands now.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You find Recloser in the tray. Its icon tells whether Plex answers; a click opens the window, and everything is in its menu.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{variable} is set in the environment, and counts instead of the token that was kept.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FailedPage</name>
        <message>
            <source>&amp;Discard</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Copy detai&amp;ls</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Discard %Ln failed changes?</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Failed changes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Item</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has failed.
A change that Plex refuses, or cannot find, appears here with the reason.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Re&amp;try</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Retry &amp;all of this kind</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search paths and reasons</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are forgotten. Edit their NFO files again to bring them back.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FieldsPage</name>
        <message>
            <source>&amp;All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;None</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fields</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What Recloser may write to Plex. What is written is locked there, so that Plex keeps it.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FolderList</name>
        <message>
            <source>&amp;Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A folder with media and NFO files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add &amp;folder…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Add the folders that hold your media and its NFO files.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>C&amp;heck again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comparing the files here with those of the server…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Enter the full path of the folder as the Plex server names it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folder</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Known to Plex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Named on the ser&amp;ver:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>On the server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex knows none of the media files here. Is this the folder's name on the server, and does a chosen library have it?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex knows the 1 media file that is here.</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Plex knows {found} of the %Ln media files here.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>There are no media files in this folder yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{mark} {found} of {total}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>FoldersPage</name>
        <message>
            <source>Choose your folders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folders whose NFO files are watched</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Libraries and folders</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Libraries that may be changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recloser watches the NFO files in them. Plex may know a folder by another name.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>HistoryPage</name>
        <message>
            <source>&amp;Undo</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delivered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>History</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Item</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has been written to Plex yet.
Every delivered change appears here and can be undone.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex does not have for this item: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undone</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Undone by entry {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What changed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>undone</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibrariesPage</name>
        <message>
            <source>Choose the libraries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recloser changes nothing in the others.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LibraryList</name>
        <message>
            <source>&amp;All libraries, also those that are added later</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Only these:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Libraries</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message numerus="yes">
            <source>%Ln rows</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows are chosen.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>1 row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose a row to read all about it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Details of the chosen row</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing fits “{0}”.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Number of rows</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reading…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>the first {0}; search for more</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>LogPage</name>
        <message>
            <source>&amp;Copy all that is shown</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Errors only</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Everything</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No line fits. The log file may hold older ones.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open the &amp;folder of the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search the log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What to show</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>&amp;Minimise</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Preferences…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>History</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Log</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Overview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>There is no tray that Recloser could go on in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Without it running, changes wait until you start it again.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>NotificationsPage</name>
        <message>
            <source>&amp;Quiet: nothing pops up at all</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changes could not be &amp;delivered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Notifications</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex asks you to &amp;sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex does not &amp;answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex is &amp;back, and all that was held back has been delivered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex was down when Recloser was &amp;closed (at start)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recloser may tell you with a notification that:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first large delivery &amp;waits for your approval</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OutagesPage</name>
        <message>
            <source>&amp;Export as CSV…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>24 hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>7 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Available</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Began</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Began: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Between failures</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comma-separated values (*.csv)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delivered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Export the outages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Held back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How it ended</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How it ended: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lasted</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Lasted: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No outage has been seen.
When Plex stops answering, it is noted here, with its end and its cause.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reason</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search reasons</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>To recover</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Watched for</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} so far</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message>
            <source>&amp;Check now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Reset breaker</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>24 hours</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>30 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>7 days</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ca&amp;ncel the rest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delivered today</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Failed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Forget the outage and deliver at once</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Last failure:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Outage:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Progress of the delivery</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recent ac&amp;tivity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recent activity</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;ign in…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Seconds per change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Show the pre&amp;view</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waiting</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message>
            <source>&amp;Pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An outage ended, nobody knows when</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel the rest</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Cancel the rest of this delivery?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Delivered: {0} ({1})</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next check: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has happened yet. Delivered changes and outages appear here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is written before you have agreed to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex answers again, after {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex stopped answering: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>R&amp;esume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The first synchronisation waits for your approval: {0}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The outage was reset by hand, after {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was found by looking through your folders is not written. Single edits are still delivered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>since {time} · {duration}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} of {1} changes delivered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} · about {1} left</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>Pages</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preferences of Recloser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Saved, and in force.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Settings &amp;file…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings file cannot be written: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The settings file has mistakes; where it has, the defaults are shown: {problems}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{mark} {page}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>PreviewPage</name>
        <message numerus="yes">
            <source>%Ln items cannot be compared; why stands beside them.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln items would change.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>&amp;Approve and write</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 item cannot be compared; why stands beside it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 item would change.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Comparing… You need not wait for it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>In your files</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Item</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Items that would change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is written until you approve. To decline, change the folders or the fields in the settings: what they leave out is not written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing would change: Plex has what your files say.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Now in Plex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open &amp;settings</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Preview</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>So far nothing would change: Plex has what your files say.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What would change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your NFO files are compared with Plex. Nothing is written.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>QueuePage</name>
        <message numerus="yes">
            <source>%Ln attempts so far.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>&amp;Deliver now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 attempt so far.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>From: {0}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Item</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Next try</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing waits: every change has been delivered or has failed.
Edit an NFO file in one of your folders, and its change appears here.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex does not answer</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex wants you to sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Queue</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recloser is not set up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recloser is paused</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>Remove %Ln changes from the queue?</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Since</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>They are not delivered. Edit their NFO files again to bring them back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer is offline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Waits for its turn</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Why it waits</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>after that</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>after the pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>when Plex is back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>when its turn comes</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>with the network</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>RuleEdit</name>
        <message>
            <source>{mark} Allowed: {allowed}</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>ServerPage</name>
        <message>
            <source>&amp;Address:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Test</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Address</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>An address begins with http:// or https://.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose your Plex server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is shared by {name}: Plex lets only the owner change metadata.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is tested as soon as you choose it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Looking for servers…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No server was found. Enter its address below.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Or its a&amp;ddress:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Search &amp;again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Servers that were found</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in, or &amp;choose another server…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Testing {name}…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The Plex token is kept apart from the settings: in the keyring, where there is one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server answers, but does not accept the token. Go back and enter another one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server answers, but is not one of your account's, or does not accept it. Go back and enter the server's token by hand.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server answers, but wants you to sign in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The server cannot be used: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait for a c&amp;onnection:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Wait for an a&amp;nswer:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in your account</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in your network</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>seconds</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>shared by {name}</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>{name} answers, version {version}, with %Ln libraries.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>{name} answers, version {version}, with 1 library.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} lets you in, but has no library that Recloser can serve yet.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SettingsRules</name>
        <message>
            <source>0, or a number from 1 to 86400</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a number above 0, up to 600</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a number from 0.1 to 900</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>a whole number from 1 to 1000</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>an address that begins with http:// or https://, such as "http://127.0.0.1:32400"</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SetupAssistant</name>
        <message>
            <source>Set up Recloser</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>SignInPage</name>
        <message>
            <source>&amp;Copy the link</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Sign in with the browser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>A token is made of letters, digits, - and _.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Asking plex.tv…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>How shall Recloser prove to your server that it may change its metadata?</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It is tested on the next page, with the server.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>No browser could be opened. Copy the link, and open it in a browser on any device.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex has waited long enough for you to sign in. Begin anew when you are ready.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex to&amp;ken:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;top waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With a &amp;token that you enter by hand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>With your Plex &amp;account, in the browser (recommended)</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>You are signed in.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your browser shows Plex's own page. Sign in there; this page notices it by itself.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your password stays between you and Plex: Recloser never sees it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}. It is asked again.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Not answering from {0}, for {1}: {2}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not answering since {0} ({1}): {2}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not known: Plex was not being watched</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex answered</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>and %Ln more outages</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
    </context>
    <context>
        <name>SummaryPage</name>
        <message>
            <source>&amp;Set up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>All</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Folders:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Keeping the token and the settings…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Libraries:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Media files:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing has been written anywhere so far.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex knows {found} of {total}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ready</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Server:</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>What was chosen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When you press “Set up”, Recloser compares your NFO files with Plex and delivers what differs at once, because confirm_first_sync is switched off in your settings.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>When you press “Set up”, Recloser compares your NFO files with Plex. Before the first large delivery it shows what would change, and waits for your approval: until then, nothing is written to Plex.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} at {address}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>TrayMenu</name>
        <message>
            <source>&amp;Open Recloser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Reset breaker</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>&amp;Sync now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check &amp;now</source>
            <translation type="unfinished" />
        </message>
        <message numerus="yes">
            <source>F&amp;ailed changes (%Ln)…</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>For 1 &amp;hour</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at the &amp;changes…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open P&amp;lex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Pre&amp;ferences…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Res&amp;ume</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>S&amp;ign in…</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until &amp;resumed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Until &amp;tomorrow</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WarningBox</name>
        <message>
            <source>Warnings</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message>
            <source>Every answer can be tested on its page. You can go back at any time, and change everything later.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It brings the metadata that you keep next to your media to your Plex server.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Nothing is written to Plex by this assistant.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The next pages ask for four things: your Plex account, the server, its libraries, and your folders.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Welcome to Recloser</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>_Looker</name>
        <message>
            <source>This cannot be shown; details are in the log.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>fields</name>
        <message>
            <source>Actors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Artwork</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Audience rating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Collections</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Content rating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Countries</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Date</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Directors</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Genres</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Labels</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Moods</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Original title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Rating</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sort title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Studio</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Styles</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Summary</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Tagline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Title</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Writers</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your own rating</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>notifications</name>
        <message numerus="yes">
            <source>%Ln changes could not be delivered</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes that waited are on their way.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes that waited have been delivered.</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>A change could not be delivered</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Check now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>It was away for {time}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Look at what the first synchronisation would change in Plex, and agree to it.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Open</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex is back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex is not answering</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex was down when Recloser was closed</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recloser shows why, and can try again.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Reset</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Since {time}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Since {time}: {reason}.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The change that waited has been delivered.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>The change that waited is on its way.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Your changes are kept, and go to Plex when it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{reason}. Your changes are kept until Plex lets Recloser in.</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>window</name>
        <message numerus="yes">
            <source>%Ln of {total} items would change</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>&amp;Keep them</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 of {total} items would change</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>After</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Ambiguous</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Before</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Did not stick</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Edited in Plex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Fault of Recloser</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Field</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Not in Plex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex came back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex stumbles over it</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Refused by Plex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>goes on</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>its end was not seen</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not known</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>reset by hand</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} %</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{0} cannot be written: {1}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} · season {n}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{name} · specials</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{said} · {left} still to be compared</source>
            <translation type="unfinished" />
        </message>
    </context>
    <context>
        <name>wording</name>
        <message numerus="yes">
            <source>%Ln changes wait for your approval</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes waiting</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln retrying</source>
            <translation type="unfinished">
                <numerusform />
                <numerusform />
            </translation>
        </message>
        <message>
            <source>1 change waiting</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>1 change waits for your approval</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changes are collected. They go to Plex after the pause.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changes are collected. They go to Plex when it is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changes are collected. They go to Plex when the network is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Changes are on their way to Plex.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Choose Preferences…: the settings have to name your Plex server and folders, without mistakes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>One request is on its way to find out whether Plex is back.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Paused until {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex has all changes but those below.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex has all changes.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex wants a valid token. Changes are collected until it has one.</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex: connected</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex: not answering</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex: not answering since {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Plex: trying again</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Recloser is not set up</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>This computer is offline</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>comparing with Plex: {done} of {total}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>in {time}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>not planned</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>now</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>when the network is back</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} d</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} h</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} min</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{n} s</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{rate} per second</source>
            <translation type="unfinished" />
        </message>
        <message>
            <source>{time} left</source>
            <translation type="unfinished" />
        </message>
    </context>
</TS>
