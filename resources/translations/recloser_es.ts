<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
    <context>
        <name>AppearancePage</name>
        <message>
            <source>&amp;Icon in the tray:</source>
            <translation>&amp;Icono de la bandeja:</translation>
        </message>
        <message>
            <source>&amp;Language:</source>
            <translation>I&amp;dioma:</translation>
        </message>
        <message>
            <source>&amp;Start Recloser when I log in</source>
            <translation>&amp;Abrir Recloser al iniciar la sesión</translation>
        </message>
        <message>
            <source>Another language is spoken when Recloser is started the next time.</source>
            <translation>El nuevo idioma se usará la próxima vez que se inicie Recloser.</translation>
        </message>
        <message>
            <source>Appearance and start</source>
            <translation>Aspecto e inicio</translation>
        </message>
        <message>
            <source>Coloured, for a dark panel</source>
            <translation>En color, para un panel oscuro</translation>
        </message>
        <message>
            <source>Coloured, for a light panel</source>
            <translation>En color, para un panel claro</translation>
        </message>
        <message>
            <source>Coloured, for any panel</source>
            <translation>En color, para cualquier panel</translation>
        </message>
        <message>
            <source>That of the system</source>
            <translation>El del sistema</translation>
        </message>
        <message>
            <source>The shape tells the state in every style; colours only help.</source>
            <translation>La forma indica el estado en todos los estilos; los colores solo ayudan.</translation>
        </message>
        <message>
            <source>This is switched at once.</source>
            <translation>Este cambio se aplica al instante.</translation>
        </message>
        <message>
            <source>Without colours</source>
            <translation>Sin colores</translation>
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
            <translation>Iniciarse al entrar en su sesión y entregar sus cambios a Plex</translation>
        </message>
    </context>
    <context>
        <name>Background</name>
        <message>
            <source>something unexpected went wrong ({0}); the log has more</source>
            <translation>ha ocurrido algo inesperado ({0}); el registro dice más</translation>
        </message>
    </context>
    <context>
        <name>BehaviourPage</name>
        <message>
            <source>After an outage, &amp;begin slowly and be at full speed in 5 minutes</source>
            <translation>Tras una caída, &amp;empezar despacio y recuperar la velocidad plena en 5 minutos</translation>
        </message>
        <message>
            <source>An item without a picture beside it gets the one whose add&amp;ress is in its NFO file</source>
            <translation>Un elemento sin imagen al lado recibe la que indica su &amp;archivo NFO</translation>
        </message>
        <message>
            <source>Behaviour</source>
            <translation>Comportamiento</translation>
        </message>
        <message>
            <source>Let Plex &amp;scan the folder of an item that it does not know yet</source>
            <translation>Pedir a Plex que anali&amp;ce la carpeta de un elemento que aún no conoce</translation>
        </message>
        <message>
            <source>Look whether Plex still shows what was &amp;delivered:</source>
            <translation>Comprobar si Plex aún muestra lo en&amp;tregado:</translation>
        </message>
        <message>
            <source>Plex wins</source>
            <translation>prevalece Plex</translation>
        </message>
        <message>
            <source>Show what the first &amp;large delivery would change, and wait for my approval</source>
            <translation>&amp;Mostrar lo que cambiaría la primera entrega grande y esperar mi aprobación</translation>
        </message>
        <message>
            <source>When a field was &amp;edited in Plex afterwards:</source>
            <translation>Cuando un campo se ha e&amp;ditado después en Plex:</translation>
        </message>
        <message>
            <source>While idle, look whether Plex &amp;answers, every:</source>
            <translation>En reposo, comprobar si &amp;Plex responde, cada:</translation>
        </message>
        <message>
            <source>ask me</source>
            <translation>preguntarme</translation>
        </message>
        <message>
            <source>every day</source>
            <translation>cada día</translation>
        </message>
        <message>
            <source>every week</source>
            <translation>cada semana</translation>
        </message>
        <message>
            <source>never</source>
            <translation>nunca</translation>
        </message>
        <message>
            <source>seconds (0: never)</source>
            <translation>segundos (0: nunca)</translation>
        </message>
        <message>
            <source>the NFO file wins</source>
            <translation>prevalece el archivo NFO</translation>
        </message>
    </context>
    <context>
        <name>BreakerPage</name>
        <message>
            <source>It counts as &amp;back after:</source>
            <translation>Se considera que &amp;funciona de nuevo tras:</translation>
        </message>
        <message>
            <source>It is &amp;tried again after:</source>
            <translation>Se &amp;intenta de nuevo tras:</translation>
        </message>
        <message>
            <source>Outages</source>
            <translation>Caídas</translation>
        </message>
        <message>
            <source>Plex counts as &amp;down after:</source>
            <translation>Plex se considera &amp;caído tras:</translation>
        </message>
        <message>
            <source>While Plex stays down, the time until the next trial is doubled each time, up to 15 minutes.</source>
            <translation>Mientras Plex siga caído, el tiempo hasta el próximo intento se duplica cada vez, hasta 15 minutos.</translation>
        </message>
        <message>
            <source>failures in a row</source>
            <translation>fallos seguidos</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>segundos</translation>
        </message>
        <message>
            <source>successes in a row</source>
            <translation>aciertos seguidos</translation>
        </message>
    </context>
    <context>
        <name>ConflictQuestion</name>
        <message>
            <source>&amp;Add my changes</source>
            <translation>&amp;Añadir mis cambios</translation>
        </message>
        <message>
            <source>&amp;Begin anew</source>
            <translation>&amp;Empezar de nuevo</translation>
        </message>
        <message>
            <source>It can be begun anew. The present one is kept beside it.

{problems}</source>
            <translation>Se puede empezar de nuevo. El actual se conserva al lado.

{problems}</translation>
        </message>
        <message>
            <source>The settings file has mistakes.</source>
            <translation>El archivo de configuración tiene errores.</translation>
        </message>
        <message>
            <source>The settings file was changed meanwhile.</source>
            <translation>El archivo de configuración ha cambiado mientras tanto.</translation>
        </message>
        <message>
            <source>Your changes here can be added to it; everything else in it stays.</source>
            <translation>Sus cambios se pueden añadir; todo lo demás se conserva.</translation>
        </message>
    </context>
    <context>
        <name>Dialogs</name>
        <message>
            <source>No program is known for the settings file. Open it in a text editor:
{0}</source>
            <translation>No se conoce ningún programa para el archivo de configuración. Ábralo con un editor de texto:
{0}</translation>
        </message>
        <message>
            <source>No web browser is known. The page of your Plex server is:
{0}</source>
            <translation>No se conoce ningún navegador. La página de su servidor Plex es:
{0}</translation>
        </message>
        <message>
            <source>The settings file cannot be written: {0}</source>
            <translation>No se puede escribir el archivo de configuración: {0}</translation>
        </message>
    </context>
    <context>
        <name>DonePage</name>
        <message>
            <source>Recloser is set up</source>
            <translation>Recloser está configurado</translation>
        </message>
        <message>
            <source>There is no usable keyring: the token is kept in a file that only you can read.</source>
            <translation>No hay ningún depósito de claves utilizable: el token se guarda en un archivo que solo usted puede leer.</translation>
        </message>
        <message>
            <source>This is how everything stands now.</source>
            <translation>Así está todo ahora.</translation>
        </message>
        <message>
            <source>You find Recloser in the tray. Its icon tells whether Plex answers; a click opens the window, and everything is in its menu.</source>
            <translation>Encontrará Recloser en la bandeja. Su icono indica si Plex responde; un clic abre la ventana y todo está en su menú.</translation>
        </message>
        <message>
            <source>{variable} is set in the environment, and counts instead of the token that was kept.</source>
            <translation>{variable} está definida en el entorno y prevalece sobre el token guardado.</translation>
        </message>
    </context>
    <context>
        <name>FailedPage</name>
        <message>
            <source>&amp;Discard</source>
            <translation>&amp;Descartar</translation>
        </message>
        <message>
            <source>&amp;Keep them</source>
            <translation>&amp;Conservar</translation>
        </message>
        <message>
            <source>Copy detai&amp;ls</source>
            <translation>Copiar de&amp;talles</translation>
        </message>
        <message numerus="yes">
            <source>Discard %Ln failed changes?</source>
            <translation>
                <numerusform>¿Descartar %Ln cambio fallido?</numerusform>
                <numerusform>¿Descartar %Ln cambios fallidos?</numerusform>
            </translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Falló</translation>
        </message>
        <message>
            <source>Failed changes</source>
            <translation>Cambios fallidos</translation>
        </message>
        <message>
            <source>From: {0}</source>
            <translation>Origen: {0}</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Elemento</translation>
        </message>
        <message>
            <source>Kind</source>
            <translation>Tipo</translation>
        </message>
        <message>
            <source>Nothing has failed.
A change that Plex refuses, or cannot find, appears here with the reason.</source>
            <translation>No ha fallado nada.
Un cambio que Plex rechace o no encuentre aparecerá aquí con el motivo.</translation>
        </message>
        <message>
            <source>Re&amp;try</source>
            <translation>&amp;Reintentar</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Retry &amp;all of this kind</source>
            <translation>Reintentar t&amp;odos los de este tipo</translation>
        </message>
        <message>
            <source>Search titles, paths and reasons</source>
            <translation>Buscar en títulos, rutas y motivos</translation>
        </message>
        <message>
            <source>They are forgotten. Edit their NFO files again to bring them back.</source>
            <translation>Se olvidarán. Edite de nuevo sus archivos NFO para recuperarlos.</translation>
        </message>
    </context>
    <context>
        <name>FieldsPage</name>
        <message>
            <source>&amp;All</source>
            <translation>&amp;Todos</translation>
        </message>
        <message>
            <source>&amp;None</source>
            <translation>&amp;Ninguno</translation>
        </message>
        <message>
            <source>Fields</source>
            <translation>Campos</translation>
        </message>
        <message>
            <source>What Recloser may write to Plex. What is written is locked there, so that Plex keeps it.</source>
            <translation>Lo que Recloser puede escribir en Plex. Lo escrito queda bloqueado allí para que Plex lo conserve.</translation>
        </message>
    </context>
    <context>
        <name>FolderList</name>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Quitar</translation>
        </message>
        <message>
            <source>A folder with media and NFO files</source>
            <translation>Una carpeta con medios y archivos NFO</translation>
        </message>
        <message>
            <source>Add &amp;folder…</source>
            <translation>&amp;Añadir carpeta…</translation>
        </message>
        <message>
            <source>Add the folders that hold your media and its NFO files.</source>
            <translation>Añada las carpetas que contienen sus medios y sus archivos NFO.</translation>
        </message>
        <message>
            <source>C&amp;heck again</source>
            <translation>&amp;Comprobar de nuevo</translation>
        </message>
        <message>
            <source>Comparing the files here with those of the server…</source>
            <translation>Comparando los archivos de aquí con los del servidor…</translation>
        </message>
        <message>
            <source>Enter the full path of the folder as the Plex server names it.</source>
            <translation>Introduzca la ruta completa de la carpeta tal como la nombra el servidor Plex.</translation>
        </message>
        <message>
            <source>Folder</source>
            <translation>Carpeta</translation>
        </message>
        <message>
            <source>Folders</source>
            <translation>Carpetas</translation>
        </message>
        <message>
            <source>Known to Plex</source>
            <translation>Conocidos por Plex</translation>
        </message>
        <message>
            <source>Named on the ser&amp;ver:</source>
            <translation>Nombre en el ser&amp;vidor:</translation>
        </message>
        <message>
            <source>On the server</source>
            <translation>En el servidor</translation>
        </message>
        <message>
            <source>Plex knows none of the media files here. Is this the folder's name on the server, and does a chosen library have it?</source>
            <translation>Plex no conoce ninguno de los archivos de medios de aquí. ¿Se llama así la carpeta en el servidor, y está en una biblioteca elegida?</translation>
        </message>
        <message>
            <source>Plex knows the 1 media file that is here.</source>
            <translation>Plex conoce el único archivo de medios que hay aquí.</translation>
        </message>
        <message numerus="yes">
            <source>Plex knows {found} of the %Ln media files here.</source>
            <translation>
                <numerusform>Plex conoce {found} de %Ln archivo de medios.</numerusform>
                <numerusform>Plex conoce {found} de los %Ln archivos de medios.</numerusform>
            </translation>
        </message>
        <message>
            <source>There are no media files in this folder yet.</source>
            <translation>Todavía no hay archivos de medios en esta carpeta.</translation>
        </message>
        <message>
            <source>{mark} {found} of {total}</source>
            <translation>{mark} {found} de {total}</translation>
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
            <translation>Elija sus carpetas</translation>
        </message>
        <message>
            <source>Folders whose NFO files are watched</source>
            <translation>Carpetas cuyos archivos NFO se vigilan</translation>
        </message>
        <message>
            <source>Libraries and folders</source>
            <translation>Bibliotecas y carpetas</translation>
        </message>
        <message>
            <source>Libraries that may be changed</source>
            <translation>Bibliotecas que se pueden modificar</translation>
        </message>
        <message>
            <source>Recloser watches the NFO files in them. Plex may know a folder by another name.</source>
            <translation>Recloser vigila los archivos NFO que contienen. Plex puede conocer una carpeta con otro nombre.</translation>
        </message>
    </context>
    <context>
        <name>HistoryPage</name>
        <message>
            <source>&amp;Undo</source>
            <translation>&amp;Deshacer</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Entregado</translation>
        </message>
        <message>
            <source>From: {0}</source>
            <translation>Origen: {0}</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Elemento</translation>
        </message>
        <message>
            <source>Nothing has been written to Plex yet.
Every delivered change appears here and can be undone.</source>
            <translation>Todavía no se ha escrito nada en Plex.
Cada cambio entregado aparecerá aquí y se podrá deshacer.</translation>
        </message>
        <message>
            <source>Plex does not have for this item: {0}</source>
            <translation>Plex no tiene para este elemento: {0}</translation>
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation>Buscar en títulos y rutas</translation>
        </message>
        <message>
            <source>Undone</source>
            <translation>Deshecho</translation>
        </message>
        <message>
            <source>Undone by entry {0}.</source>
            <translation>Deshecho por la entrada {0}.</translation>
        </message>
        <message>
            <source>What changed</source>
            <translation>Qué cambió</translation>
        </message>
        <message>
            <source>undone</source>
            <translation>deshecho</translation>
        </message>
    </context>
    <context>
        <name>LibrariesPage</name>
        <message>
            <source>Choose the libraries</source>
            <translation>Elija las bibliotecas</translation>
        </message>
        <message>
            <source>Recloser changes nothing in the others.</source>
            <translation>Recloser no cambia nada en las demás.</translation>
        </message>
    </context>
    <context>
        <name>LibraryList</name>
        <message>
            <source>&amp;All libraries, also those that are added later</source>
            <translation>&amp;Todas las bibliotecas, también las que se añadan después</translation>
        </message>
        <message>
            <source>&amp;Only these:</source>
            <translation>&amp;Solo estas:</translation>
        </message>
        <message>
            <source>Libraries</source>
            <translation>Bibliotecas</translation>
        </message>
    </context>
    <context>
        <name>ListPage</name>
        <message numerus="yes">
            <source>%Ln rows</source>
            <translation>
                <numerusform>%Ln fila</numerusform>
                <numerusform>%Ln filas</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln rows are chosen.</source>
            <translation>
                <numerusform>%Ln fila seleccionada.</numerusform>
                <numerusform>%Ln filas seleccionadas.</numerusform>
            </translation>
        </message>
        <message>
            <source>1 row</source>
            <translation>1 fila</translation>
        </message>
        <message>
            <source>Choose a row to read all about it.</source>
            <translation>Elija una fila para leer todo sobre ella.</translation>
        </message>
        <message>
            <source>Details of the chosen row</source>
            <translation>Detalles de la fila elegida</translation>
        </message>
        <message>
            <source>Nothing fits “{0}”.</source>
            <translation>Nada coincide con «{0}».</translation>
        </message>
        <message>
            <source>Number of rows</source>
            <translation>Número de filas</translation>
        </message>
        <message>
            <source>Reading…</source>
            <translation>Leyendo…</translation>
        </message>
        <message>
            <source>the first {0}; search for more</source>
            <translation>las primeras {0}; busque para ver más</translation>
        </message>
    </context>
    <context>
        <name>LogPage</name>
        <message>
            <source>&amp;Copy all that is shown</source>
            <translation>&amp;Copiar todo lo mostrado</translation>
        </message>
        <message>
            <source>Errors only</source>
            <translation>Solo errores</translation>
        </message>
        <message>
            <source>Everything</source>
            <translation>Todo</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>No line fits. The log file may hold older ones.</source>
            <translation>Ninguna línea coincide. El archivo de registro puede tener otras más antiguas.</translation>
        </message>
        <message>
            <source>Open the f&amp;older of the log</source>
            <translation>&amp;Abrir la carpeta del registro</translation>
        </message>
        <message>
            <source>Search the log</source>
            <translation>Buscar en el registro</translation>
        </message>
        <message>
            <source>Warnings and errors</source>
            <translation>Advertencias y errores</translation>
        </message>
        <message>
            <source>What to show</source>
            <translation>Qué mostrar</translation>
        </message>
    </context>
    <context>
        <name>MainWindow</name>
        <message>
            <source>&amp;Minimise</source>
            <translation>&amp;Minimizar</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Salir</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallidos</translation>
        </message>
        <message>
            <source>History</source>
            <translation>Historial</translation>
        </message>
        <message>
            <source>Log</source>
            <translation>Registro</translation>
        </message>
        <message>
            <source>Outages</source>
            <translation>Caídas</translation>
        </message>
        <message>
            <source>Overview</source>
            <translation>Resumen</translation>
        </message>
        <message>
            <source>Pre&amp;ferences…</source>
            <translation>&amp;Preferencias…</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Vista previa</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Cola</translation>
        </message>
        <message>
            <source>There is no tray that Recloser could go on in.</source>
            <translation>No hay ninguna bandeja en la que Recloser pueda seguir.</translation>
        </message>
        <message>
            <source>Without it running, changes wait until you start it again.</source>
            <translation>Si no está en marcha, los cambios esperan hasta que lo vuelva a iniciar.</translation>
        </message>
    </context>
    <context>
        <name>NotificationsPage</name>
        <message>
            <source>&amp;Quiet: nothing pops up at all</source>
            <translation>&amp;Silencio: no aparece ningún aviso</translation>
        </message>
        <message>
            <source>Changes could not be &amp;delivered</source>
            <translation>No se han podido &amp;entregar cambios</translation>
        </message>
        <message>
            <source>Notifications</source>
            <translation>Notificaciones</translation>
        </message>
        <message>
            <source>Plex asks you to &amp;sign in</source>
            <translation>Plex le pide que &amp;inicie sesión</translation>
        </message>
        <message>
            <source>Plex does not &amp;answer</source>
            <translation>Plex no &amp;responde</translation>
        </message>
        <message>
            <source>Plex is &amp;back, and all that was held back has been delivered</source>
            <translation>Plex ha &amp;vuelto y todo lo retenido se ha entregado</translation>
        </message>
        <message>
            <source>Plex was down when Recloser was &amp;closed (at start)</source>
            <translation>Plex estaba caído cuando se &amp;cerró Recloser (al inicio)</translation>
        </message>
        <message>
            <source>Recloser may tell you with a notification that:</source>
            <translation>Recloser puede avisarle con una notificación de que:</translation>
        </message>
        <message>
            <source>The first large delivery &amp;waits for your approval</source>
            <translation>La &amp;primera entrega grande espera su aprobación</translation>
        </message>
    </context>
    <context>
        <name>OutagesPage</name>
        <message>
            <source>&amp;Export as CSV…</source>
            <translation>&amp;Exportar como CSV…</translation>
        </message>
        <message>
            <source>24 hours</source>
            <translation>24 horas</translation>
        </message>
        <message>
            <source>30 days</source>
            <translation>30 días</translation>
        </message>
        <message>
            <source>7 days</source>
            <translation>7 días</translation>
        </message>
        <message>
            <source>Available</source>
            <translation>Disponible</translation>
        </message>
        <message>
            <source>Began</source>
            <translation>Comenzó</translation>
        </message>
        <message>
            <source>Began: {0}</source>
            <translation>Comenzó: {0}</translation>
        </message>
        <message>
            <source>Between failures</source>
            <translation>Entre fallos</translation>
        </message>
        <message>
            <source>Changes held back: {0}, and delivered afterwards: {1}</source>
            <translation>Cambios retenidos: {0}; entregados después: {1}</translation>
        </message>
        <message>
            <source>Comma-separated values (*.csv)</source>
            <translation>Valores separados por comas (*.csv)</translation>
        </message>
        <message>
            <source>Delivered</source>
            <translation>Entregados</translation>
        </message>
        <message>
            <source>Export the outages</source>
            <translation>Exportar las caídas</translation>
        </message>
        <message>
            <source>Held back</source>
            <translation>Retenidos</translation>
        </message>
        <message>
            <source>How it ended</source>
            <translation>Cómo terminó</translation>
        </message>
        <message>
            <source>How it ended: {0}</source>
            <translation>Cómo terminó: {0}</translation>
        </message>
        <message>
            <source>Lasted</source>
            <translation>Duró</translation>
        </message>
        <message>
            <source>Lasted: {0}</source>
            <translation>Duró: {0}</translation>
        </message>
        <message>
            <source>No outage has been seen.
When Plex stops answering, it is noted here, with its end and its cause.</source>
            <translation>No se ha visto ninguna caída.
Cuando Plex deje de responder, se anotará aquí con su final y su causa.</translation>
        </message>
        <message>
            <source>Outages</source>
            <translation>Caídas</translation>
        </message>
        <message>
            <source>Reason</source>
            <translation>Motivo</translation>
        </message>
        <message>
            <source>Search reasons</source>
            <translation>Buscar en los motivos</translation>
        </message>
        <message>
            <source>To recover</source>
            <translation>Hasta recuperarse</translation>
        </message>
        <message>
            <source>Watched for</source>
            <translation>Vigilado durante</translation>
        </message>
        <message>
            <source>{0} so far</source>
            <translation>{0} hasta ahora</translation>
        </message>
    </context>
    <context>
        <name>Overview</name>
        <message>
            <source>&amp;Check now</source>
            <translation>&amp;Comprobar ahora</translation>
        </message>
        <message>
            <source>&amp;Reset breaker</source>
            <translation>&amp;Restablecer disyuntor</translation>
        </message>
        <message>
            <source>24 hours</source>
            <translation>24 horas</translation>
        </message>
        <message>
            <source>30 days</source>
            <translation>30 días</translation>
        </message>
        <message>
            <source>7 days</source>
            <translation>7 días</translation>
        </message>
        <message>
            <source>Ca&amp;ncel the rest</source>
            <translation>Ca&amp;ncelar el resto</translation>
        </message>
        <message>
            <source>Delivered today</source>
            <translation>Entregados hoy</translation>
        </message>
        <message>
            <source>Failed</source>
            <translation>Fallidos</translation>
        </message>
        <message>
            <source>Forget the outage and deliver at once</source>
            <translation>Olvidar la caída y entregar enseguida</translation>
        </message>
        <message>
            <source>Last failure:</source>
            <translation>Último fallo:</translation>
        </message>
        <message>
            <source>Outage:</source>
            <translation>Caída:</translation>
        </message>
        <message>
            <source>Progress of the delivery</source>
            <translation>Progreso de la entrega</translation>
        </message>
        <message>
            <source>Recent ac&amp;tivity</source>
            <translation>Actividad rec&amp;iente</translation>
        </message>
        <message>
            <source>Recent activity</source>
            <translation>Actividad reciente</translation>
        </message>
        <message>
            <source>S&amp;ign in…</source>
            <translation>Iniciar s&amp;esión…</translation>
        </message>
        <message>
            <source>Seconds per change</source>
            <translation>Segundos por cambio</translation>
        </message>
        <message>
            <source>Server:</source>
            <translation>Servidor:</translation>
        </message>
        <message>
            <source>Show the pre&amp;view</source>
            <translation>Mostrar la &amp;vista previa</translation>
        </message>
        <message>
            <source>Waiting</source>
            <translation>En espera</translation>
        </message>
    </context>
    <context>
        <name>OverviewPage</name>
        <message>
            <source>&amp;Cancel the rest</source>
            <translation>&amp;Cancelar el resto</translation>
        </message>
        <message>
            <source>&amp;Go on delivering</source>
            <translation>&amp;Seguir entregando</translation>
        </message>
        <message>
            <source>An outage ended, nobody knows when</source>
            <translation>Terminó una caída, nadie sabe cuándo</translation>
        </message>
        <message>
            <source>Cancel the rest of this delivery?</source>
            <translation>¿Cancelar el resto de esta entrega?</translation>
        </message>
        <message>
            <source>Delivered: {0} ({1})</source>
            <translation>Entregado: {0} ({1})</translation>
        </message>
        <message>
            <source>Next check: {0}</source>
            <translation>Próxima comprobación: {0}</translation>
        </message>
        <message>
            <source>Nothing has happened yet. Delivered changes and outages appear here.</source>
            <translation>Todavía no ha pasado nada. Los cambios entregados y las caídas aparecerán aquí.</translation>
        </message>
        <message>
            <source>Pa&amp;use</source>
            <translation>Pa&amp;usar</translation>
        </message>
        <message>
            <source>Plex answers again, after {0}</source>
            <translation>Plex vuelve a responder, tras {0}</translation>
        </message>
        <message>
            <source>Plex stopped answering: {0}</source>
            <translation>Plex dejó de responder: {0}</translation>
        </message>
        <message>
            <source>R&amp;esume</source>
            <translation>Rean&amp;udar</translation>
        </message>
        <message>
            <source>The first synchronisation waits for your approval: {0}.</source>
            <translation>La primera sincronización espera su aprobación: {0}.</translation>
        </message>
        <message>
            <source>The outage was reset by hand, after {0}</source>
            <translation>La caída se restableció a mano, tras {0}</translation>
        </message>
        <message>
            <source>What was found by looking through your folders is not written. Single edits are still delivered.</source>
            <translation>Lo encontrado al revisar sus carpetas no se escribe. Las ediciones sueltas se siguen entregando.</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>se desconoce</translation>
        </message>
        <message>
            <source>since {time} · {duration}</source>
            <translation>desde {time} · {duration}</translation>
        </message>
        <message>
            <source>{0} of {1} changes delivered</source>
            <translation>{0} de {1} cambios entregados</translation>
        </message>
        <message>
            <source>{0} · about {1} left</source>
            <translation>{0} · quedan unos {1}</translation>
        </message>
    </context>
    <context>
        <name>PageList</name>
        <message>
            <source>Pages</source>
            <translation>Páginas</translation>
        </message>
    </context>
    <context>
        <name>Preferences</name>
        <message>
            <source>Preferences of Recloser</source>
            <translation>Preferencias de Recloser</translation>
        </message>
        <message>
            <source>Saved, and in force.</source>
            <translation>Guardado y en vigor.</translation>
        </message>
        <message>
            <source>Settin&amp;gs file…</source>
            <translation>Archivo de confi&amp;guración…</translation>
        </message>
        <message>
            <source>The settings file cannot be written: {reason}.</source>
            <translation>No se puede escribir el archivo de configuración: {reason}.</translation>
        </message>
        <message>
            <source>The settings file has mistakes; where it has, the defaults are shown: {problems}</source>
            <translation>El archivo de configuración tiene errores; en su lugar se muestran los valores predeterminados: {problems}</translation>
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
                <numerusform>%Ln elemento no se puede comparar; al lado se indica por qué.</numerusform>
                <numerusform>%Ln elementos no se pueden comparar; al lado se indica por qué.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln items would change.</source>
            <translation>
                <numerusform>Cambiaría %Ln elemento.</numerusform>
                <numerusform>Cambiarían %Ln elementos.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Approve and write</source>
            <translation>&amp;Aprobar y escribir</translation>
        </message>
        <message>
            <source>&amp;Open the preferences…</source>
            <translation>Abrir las preferen&amp;cias…</translation>
        </message>
        <message>
            <source>1 item cannot be compared; why stands beside it.</source>
            <translation>1 elemento no se puede comparar; al lado se indica por qué.</translation>
        </message>
        <message>
            <source>1 item would change.</source>
            <translation>Cambiaría 1 elemento.</translation>
        </message>
        <message>
            <source>Comparing… You need not wait for it.</source>
            <translation>Comparando… No hace falta que espere.</translation>
        </message>
        <message>
            <source>In your files</source>
            <translation>En sus archivos</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Elemento</translation>
        </message>
        <message>
            <source>Items that would change</source>
            <translation>Elementos que cambiarían</translation>
        </message>
        <message>
            <source>Nothing is written until you approve. To decline, change the folders or the fields in the preferences: what they leave out is not written.</source>
            <translation>No se escribe nada hasta que usted lo apruebe. Para rechazarlo, cambie las carpetas o los campos en las preferencias: lo que excluyan no se escribe.</translation>
        </message>
        <message>
            <source>Nothing would change: Plex has what your files say.</source>
            <translation>No cambiaría nada: Plex tiene lo que dicen sus archivos.</translation>
        </message>
        <message>
            <source>Now in Plex</source>
            <translation>Ahora en Plex</translation>
        </message>
        <message>
            <source>Preview</source>
            <translation>Vista previa</translation>
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation>Buscar en títulos y rutas</translation>
        </message>
        <message>
            <source>So far nothing would change: Plex has what your files say.</source>
            <translation>Hasta ahora no cambiaría nada: Plex tiene lo que dicen sus archivos.</translation>
        </message>
        <message>
            <source>What would change</source>
            <translation>Qué cambiaría</translation>
        </message>
        <message>
            <source>Your NFO files are compared with Plex. Nothing is written.</source>
            <translation>Sus archivos NFO se comparan con Plex. No se escribe nada.</translation>
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
                <numerusform>%Ln intento hasta ahora.</numerusform>
                <numerusform>%Ln intentos hasta ahora.</numerusform>
            </translation>
        </message>
        <message>
            <source>&amp;Deliver now</source>
            <translation>Entre&amp;gar ahora</translation>
        </message>
        <message>
            <source>&amp;Keep them</source>
            <translation>&amp;Conservar</translation>
        </message>
        <message>
            <source>&amp;Remove</source>
            <translation>&amp;Quitar</translation>
        </message>
        <message>
            <source>1 attempt so far.</source>
            <translation>1 intento hasta ahora.</translation>
        </message>
        <message>
            <source>From: {0}</source>
            <translation>Origen: {0}</translation>
        </message>
        <message>
            <source>Is being delivered</source>
            <translation>Se está entregando</translation>
        </message>
        <message>
            <source>Item</source>
            <translation>Elemento</translation>
        </message>
        <message>
            <source>Next try</source>
            <translation>Próximo intento</translation>
        </message>
        <message>
            <source>Nothing waits: every change has been delivered or has failed.
Edit an NFO file in one of your folders, and its change appears here.</source>
            <translation>No espera nada: cada cambio se ha entregado o ha fallado.
Edite un archivo NFO en una de sus carpetas y el cambio aparecerá aquí.</translation>
        </message>
        <message>
            <source>Plex does not answer</source>
            <translation>Plex no responde</translation>
        </message>
        <message>
            <source>Plex wants you to sign in</source>
            <translation>Plex pide que inicie sesión</translation>
        </message>
        <message>
            <source>Queue</source>
            <translation>Cola</translation>
        </message>
        <message>
            <source>Recloser is not set up</source>
            <translation>Recloser no está configurado</translation>
        </message>
        <message>
            <source>Recloser is paused</source>
            <translation>Recloser está en pausa</translation>
        </message>
        <message numerus="yes">
            <source>Remove %Ln changes from the queue?</source>
            <translation>
                <numerusform>¿Quitar %Ln cambio de la cola?</numerusform>
                <numerusform>¿Quitar %Ln cambios de la cola?</numerusform>
            </translation>
        </message>
        <message>
            <source>Search titles and paths</source>
            <translation>Buscar en títulos y rutas</translation>
        </message>
        <message>
            <source>Since</source>
            <translation>Desde</translation>
        </message>
        <message>
            <source>They are not delivered. Edit their NFO files again to bring them back.</source>
            <translation>No se entregarán. Edite de nuevo sus archivos NFO para recuperarlos.</translation>
        </message>
        <message>
            <source>This computer is offline</source>
            <translation>Este equipo está sin conexión</translation>
        </message>
        <message>
            <source>Waits for its turn</source>
            <translation>Espera su turno</translation>
        </message>
        <message>
            <source>Why it waits</source>
            <translation>Por qué espera</translation>
        </message>
        <message>
            <source>after that</source>
            <translation>después de eso</translation>
        </message>
        <message>
            <source>after the pause</source>
            <translation>tras la pausa</translation>
        </message>
        <message>
            <source>now</source>
            <translation>ahora</translation>
        </message>
        <message>
            <source>when Plex is back</source>
            <translation>cuando vuelva Plex</translation>
        </message>
        <message>
            <source>when its turn comes</source>
            <translation>cuando le toque</translation>
        </message>
        <message>
            <source>with the network</source>
            <translation>cuando haya red</translation>
        </message>
    </context>
    <context>
        <name>RuleEdit</name>
        <message>
            <source>{mark} Allowed: {allowed}</source>
            <translation>{mark} Permitido: {allowed}</translation>
        </message>
    </context>
    <context>
        <name>ServerPage</name>
        <message>
            <source>&amp;Address:</source>
            <translation>&amp;Dirección:</translation>
        </message>
        <message>
            <source>&amp;Test</source>
            <translation>&amp;Probar</translation>
        </message>
        <message>
            <source>Address</source>
            <translation>Dirección</translation>
        </message>
        <message>
            <source>An address begins with http:// or https://.</source>
            <translation>Una dirección empieza por http:// o https://.</translation>
        </message>
        <message>
            <source>Choose your Plex server</source>
            <translation>Elija su servidor Plex</translation>
        </message>
        <message>
            <source>Found</source>
            <translation>Encontrado</translation>
        </message>
        <message>
            <source>It is shared by {name}: Plex lets only the owner change metadata.</source>
            <translation>Lo comparte {name}: Plex solo permite al propietario cambiar metadatos.</translation>
        </message>
        <message>
            <source>It is tested as soon as you choose it.</source>
            <translation>Se prueba en cuanto lo elija.</translation>
        </message>
        <message>
            <source>Looking for servers…</source>
            <translation>Buscando servidores…</translation>
        </message>
        <message>
            <source>No server was found. Enter its address below.</source>
            <translation>No se ha encontrado ningún servidor. Introduzca su dirección abajo.</translation>
        </message>
        <message>
            <source>Or its a&amp;ddress:</source>
            <translation>O su &amp;dirección:</translation>
        </message>
        <message>
            <source>Search &amp;again</source>
            <translation>Bu&amp;scar de nuevo</translation>
        </message>
        <message>
            <source>Server</source>
            <translation>Servidor</translation>
        </message>
        <message>
            <source>Servers that were found</source>
            <translation>Servidores encontrados</translation>
        </message>
        <message>
            <source>Sign in, or &amp;choose another server…</source>
            <translation>Iniciar sesión o elegir &amp;otro servidor…</translation>
        </message>
        <message>
            <source>Testing {name}…</source>
            <translation>Probando {name}…</translation>
        </message>
        <message>
            <source>The Plex token is kept apart from the settings: in the keyring, where there is one.</source>
            <translation>El token de Plex se guarda aparte de la configuración: en el depósito de claves, si lo hay.</translation>
        </message>
        <message>
            <source>The server answers, but does not accept the token. Go back and enter another one.</source>
            <translation>El servidor responde, pero no acepta el token. Vuelva atrás e introduzca otro.</translation>
        </message>
        <message>
            <source>The server answers, but is not one of your account's, or does not accept it. Go back and enter the server's token by hand.</source>
            <translation>El servidor responde, pero no es de su cuenta o no la acepta. Vuelva atrás e introduzca a mano el token del servidor.</translation>
        </message>
        <message>
            <source>The server answers, but wants you to sign in.</source>
            <translation>El servidor responde, pero pide que inicie sesión.</translation>
        </message>
        <message>
            <source>The server cannot be used: {reason}.</source>
            <translation>No se puede usar el servidor: {reason}.</translation>
        </message>
        <message>
            <source>Wait for a c&amp;onnection:</source>
            <translation>Esperar la &amp;conexión:</translation>
        </message>
        <message>
            <source>Wait for an a&amp;nswer:</source>
            <translation>Esperar la &amp;respuesta:</translation>
        </message>
        <message>
            <source>in your account</source>
            <translation>en su cuenta</translation>
        </message>
        <message>
            <source>in your network</source>
            <translation>en su red</translation>
        </message>
        <message>
            <source>seconds</source>
            <translation>segundos</translation>
        </message>
        <message>
            <source>shared by {name}</source>
            <translation>compartido por {name}</translation>
        </message>
        <message numerus="yes">
            <source>{name} answers, version {version}, with %Ln libraries.</source>
            <translation>
                <numerusform>{name} responde, versión {version}, con %Ln biblioteca.</numerusform>
                <numerusform>{name} responde, versión {version}, con %Ln bibliotecas.</numerusform>
            </translation>
        </message>
        <message>
            <source>{name} answers, version {version}, with 1 library.</source>
            <translation>{name} responde, versión {version}, con 1 biblioteca.</translation>
        </message>
        <message>
            <source>{name} lets you in, but has no library that Recloser can serve yet.</source>
            <translation>{name} le permite entrar, pero aún no tiene ninguna biblioteca que Recloser pueda atender.</translation>
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
            <translation>Configurar Recloser</translation>
        </message>
    </context>
    <context>
        <name>SignInPage</name>
        <message>
            <source>&amp;Copy the link</source>
            <translation>&amp;Copiar el enlace</translation>
        </message>
        <message>
            <source>&amp;Sign in with the browser</source>
            <translation>Iniciar sesión en el nave&amp;gador</translation>
        </message>
        <message>
            <source>A token is made of letters, digits, - and _.</source>
            <translation>Un token se compone de letras, cifras, - y _.</translation>
        </message>
        <message>
            <source>Asking plex.tv…</source>
            <translation>Preguntando a plex.tv…</translation>
        </message>
        <message>
            <source>How shall Recloser prove to your server that it may change its metadata?</source>
            <translation>¿Cómo debe demostrar Recloser a su servidor que puede cambiar sus metadatos?</translation>
        </message>
        <message>
            <source>It is tested on the next page, with the server.</source>
            <translation>Se prueba en la página siguiente, con el servidor.</translation>
        </message>
        <message>
            <source>No browser could be opened. Copy the link, and open it in a browser on any device.</source>
            <translation>No se pudo abrir ningún navegador. Copie el enlace y ábralo en un navegador de cualquier dispositivo.</translation>
        </message>
        <message>
            <source>Plex has waited long enough for you to sign in. Begin anew when you are ready.</source>
            <translation>Plex ha esperado bastante a que iniciara sesión. Empiece de nuevo cuando quiera.</translation>
        </message>
        <message>
            <source>Plex to&amp;ken:</source>
            <translation>To&amp;ken de Plex:</translation>
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation>Iniciar sesión en Plex</translation>
        </message>
        <message>
            <source>Stop &amp;waiting</source>
            <translation>&amp;Dejar de esperar</translation>
        </message>
        <message>
            <source>With a &amp;token that you enter by hand</source>
            <translation>Con un &amp;token que introduce a mano</translation>
        </message>
        <message>
            <source>With your Plex &amp;account, in the browser (recommended)</source>
            <translation>Con s&amp;u cuenta de Plex, en el navegador (recomendado)</translation>
        </message>
        <message>
            <source>You are signed in.</source>
            <translation>Ha iniciado sesión.</translation>
        </message>
        <message>
            <source>Your browser shows Plex's own page. Sign in there; this page notices it by itself.</source>
            <translation>Su navegador muestra la página de Plex. Inicie sesión allí; esta página lo notará por sí sola.</translation>
        </message>
        <message>
            <source>Your password stays between you and Plex: Recloser never sees it.</source>
            <translation>Su contraseña queda entre usted y Plex: Recloser nunca la ve.</translation>
        </message>
        <message>
            <source>{reason}.</source>
            <translation>{reason}.</translation>
        </message>
        <message>
            <source>{reason}. It is asked again.</source>
            <translation>{reason}. Se vuelve a preguntar.</translation>
        </message>
    </context>
    <context>
        <name>Strip</name>
        <message>
            <source>Not answering from {0}, for {1}: {2}</source>
            <translation>Sin respuesta desde {0}, durante {1}: {2}</translation>
        </message>
        <message>
            <source>Not answering since {0} ({1}): {2}</source>
            <translation>Sin respuesta desde {0} ({1}): {2}</translation>
        </message>
        <message>
            <source>Not known: Plex was not being watched</source>
            <translation>Se desconoce: no se vigilaba Plex</translation>
        </message>
        <message>
            <source>Plex answered</source>
            <translation>Plex respondió</translation>
        </message>
        <message numerus="yes">
            <source>and %Ln more outages</source>
            <translation>
                <numerusform>y %Ln caída más</numerusform>
                <numerusform>y %Ln caídas más</numerusform>
            </translation>
        </message>
    </context>
    <context>
        <name>SummaryPage</name>
        <message>
            <source>&amp;Set up</source>
            <translation>Con&amp;figurar</translation>
        </message>
        <message>
            <source>All</source>
            <translation>Todas</translation>
        </message>
        <message>
            <source>Folders:</source>
            <translation>Carpetas:</translation>
        </message>
        <message>
            <source>Keeping the token and the settings…</source>
            <translation>Guardando el token y la configuración…</translation>
        </message>
        <message>
            <source>Libraries:</source>
            <translation>Bibliotecas:</translation>
        </message>
        <message>
            <source>Media files:</source>
            <translation>Archivos de medios:</translation>
        </message>
        <message>
            <source>Nothing has been written anywhere so far.</source>
            <translation>Hasta ahora no se ha escrito nada en ningún sitio.</translation>
        </message>
        <message>
            <source>Plex knows {found} of {total}</source>
            <translation>Plex conoce {found} de {total}</translation>
        </message>
        <message>
            <source>Ready</source>
            <translation>Listo</translation>
        </message>
        <message>
            <source>Server:</source>
            <translation>Servidor:</translation>
        </message>
        <message>
            <source>What was chosen</source>
            <translation>Lo que se ha elegido</translation>
        </message>
        <message>
            <source>When you press “Set up”, Recloser compares your NFO files with Plex and delivers what differs at once, because confirm_first_sync is switched off in your settings.</source>
            <translation>Al pulsar «Configurar», Recloser compara sus archivos NFO con Plex y entrega enseguida lo que difiera, porque confirm_first_sync está desactivado en su configuración.</translation>
        </message>
        <message>
            <source>When you press “Set up”, Recloser compares your NFO files with Plex. Before the first large delivery it shows what would change, and waits for your approval: until then, nothing is written to Plex.</source>
            <translation>Al pulsar «Configurar», Recloser compara sus archivos NFO con Plex. Antes de la primera entrega grande muestra lo que cambiaría y espera su aprobación: hasta entonces no se escribe nada en Plex.</translation>
        </message>
        <message>
            <source>{name} at {address}</source>
            <translation>{name} en {address}</translation>
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
            <translation>&amp;Abrir Recloser</translation>
        </message>
        <message>
            <source>&amp;Pause</source>
            <translation>&amp;Pausar</translation>
        </message>
        <message>
            <source>&amp;Quit</source>
            <translation>&amp;Salir</translation>
        </message>
        <message>
            <source>&amp;Reset breaker</source>
            <translation>&amp;Restablecer disyuntor</translation>
        </message>
        <message>
            <source>&amp;Sync now</source>
            <translation>Sincroni&amp;zar ahora</translation>
        </message>
        <message>
            <source>Check &amp;now</source>
            <translation>&amp;Comprobar ahora</translation>
        </message>
        <message numerus="yes">
            <source>F&amp;ailed changes (%Ln)…</source>
            <translation>
                <numerusform>Cambio &amp;fallido (%Ln)…</numerusform>
                <numerusform>Cambios &amp;fallidos (%Ln)…</numerusform>
            </translation>
        </message>
        <message>
            <source>For 1 &amp;hour</source>
            <translation>Durante 1 &amp;hora</translation>
        </message>
        <message>
            <source>Look at the &amp;changes…</source>
            <translation>&amp;Ver los cambios…</translation>
        </message>
        <message>
            <source>Open P&amp;lex</source>
            <translation>Abrir Ple&amp;x</translation>
        </message>
        <message>
            <source>Pre&amp;ferences…</source>
            <translation>Prefere&amp;ncias…</translation>
        </message>
        <message>
            <source>Res&amp;ume</source>
            <translation>Rean&amp;udar</translation>
        </message>
        <message>
            <source>S&amp;ign in…</source>
            <translation>Iniciar s&amp;esión…</translation>
        </message>
        <message>
            <source>Until &amp;resumed</source>
            <translation>Hasta &amp;reanudar</translation>
        </message>
        <message>
            <source>Until &amp;tomorrow</source>
            <translation>Hasta &amp;mañana</translation>
        </message>
    </context>
    <context>
        <name>WarningBox</name>
        <message>
            <source>Warnings</source>
            <translation>Advertencias</translation>
        </message>
    </context>
    <context>
        <name>WelcomePage</name>
        <message>
            <source>Every answer can be tested on its page. You can go back at any time, and change everything later.</source>
            <translation>Cada respuesta se puede probar en su página. Puede volver atrás en cualquier momento y cambiarlo todo más tarde.</translation>
        </message>
        <message>
            <source>It brings the metadata that you keep next to your media to your Plex server.</source>
            <translation>Lleva a su servidor Plex los metadatos que usted guarda junto a sus medios.</translation>
        </message>
        <message>
            <source>Nothing is written to Plex by this assistant.</source>
            <translation>Este asistente no escribe nada en Plex.</translation>
        </message>
        <message>
            <source>The next pages ask for four things: your Plex account, the server, its libraries, and your folders.</source>
            <translation>Las páginas siguientes piden cuatro cosas: su cuenta de Plex, el servidor, sus bibliotecas y sus carpetas.</translation>
        </message>
        <message>
            <source>Welcome to Recloser</source>
            <translation>Bienvenido a Recloser</translation>
        </message>
    </context>
    <context>
        <name>_Looker</name>
        <message>
            <source>This cannot be shown; details are in the log.</source>
            <translation>Esto no se puede mostrar; los detalles están en el registro.</translation>
        </message>
    </context>
    <context>
        <name>core</name>
        <message>
            <source>0, or a number from 1 to 86400</source>
            <translation>0, o un número de 1 a 86400</translation>
        </message>
        <message>
            <source>Bad Gateway</source>
            <translation>puerta de enlace incorrecta</translation>
        </message>
        <message>
            <source>Bad Request</source>
            <translation>petición no válida</translation>
        </message>
        <message>
            <source>Changes in {path} cannot be stored: {reason}</source>
            <translation>Los cambios en {path} no se pueden guardar: {reason}</translation>
        </message>
        <message>
            <source>Connection refused</source>
            <translation>conexión rechazada</translation>
        </message>
        <message>
            <source>Connection timed out</source>
            <translation>se agotó el tiempo de la conexión</translation>
        </message>
        <message>
            <source>Disk quota exceeded</source>
            <translation>cuota de disco superada</translation>
        </message>
        <message>
            <source>Edits in {path} may be noticed only after {seconds} seconds: the system does not watch all of its folders ({reason}).</source>
            <translation>Las ediciones en {path} quizá no se noten hasta pasados {seconds} segundos: el sistema no vigila todas sus carpetas ({reason}).</translation>
        </message>
        <message>
            <source>Extra content at the end of the document</source>
            <translation>contenido sobrante al final del documento</translation>
        </message>
        <message>
            <source>File exists</source>
            <translation>el archivo ya existe</translation>
        </message>
        <message>
            <source>File name too long</source>
            <translation>nombre de archivo demasiado largo</translation>
        </message>
        <message>
            <source>File too large</source>
            <translation>archivo demasiado grande</translation>
        </message>
        <message>
            <source>Forbidden</source>
            <translation>prohibido</translation>
        </message>
        <message>
            <source>Gateway Timeout</source>
            <translation>tiempo agotado en la puerta de enlace</translation>
        </message>
        <message>
            <source>Host is down</source>
            <translation>el equipo está apagado</translation>
        </message>
        <message>
            <source>Input/output error</source>
            <translation>error de entrada/salida</translation>
        </message>
        <message>
            <source>Internal Server Error</source>
            <translation>error interno del servidor</translation>
        </message>
        <message>
            <source>Is a directory</source>
            <translation>es una carpeta</translation>
        </message>
        <message>
            <source>Network is unreachable</source>
            <translation>la red es inaccesible</translation>
        </message>
        <message>
            <source>No library in Plex has the folder {place}; Plex may know it as {found}. Say in Preferences, under Libraries and folders, what it is called on the server (plex_path in settings.toml)</source>
            <translation>Ninguna biblioteca de Plex tiene la carpeta {place}; quizá Plex la conoce como {found}. Indique en Preferencias, en «Bibliotecas y carpetas», cómo se llama en el servidor (plex_path en settings.toml)</translation>
        </message>
        <message>
            <source>No library in Plex has the folder {place}; the libraries have {found}. Say in Preferences, under Libraries and folders, what it is called on the server (plex_path in settings.toml)</source>
            <translation>Ninguna biblioteca de Plex tiene la carpeta {place}; las bibliotecas tienen {found}. Indique en Preferencias, en «Bibliotecas y carpetas», cómo se llama en el servidor (plex_path en settings.toml)</translation>
        </message>
        <message>
            <source>No route to host</source>
            <translation>no hay ruta hasta el equipo</translation>
        </message>
        <message>
            <source>No space left on device</source>
            <translation>no queda espacio en el dispositivo</translation>
        </message>
        <message>
            <source>No such file or directory</source>
            <translation>no existe el archivo o la carpeta</translation>
        </message>
        <message>
            <source>Not Found</source>
            <translation>no encontrado</translation>
        </message>
        <message>
            <source>Not a directory</source>
            <translation>no es una carpeta</translation>
        </message>
        <message>
            <source>Nothing is delivered until this is mended: {reason}</source>
            <translation>No se entrega nada hasta que esto se corrija: {reason}</translation>
        </message>
        <message>
            <source>Opening and ending tag mismatch: {name} line {line} and {other}</source>
            <translation>las etiquetas de apertura y cierre no coinciden: {name} en la línea {line} y {other}</translation>
        </message>
        <message>
            <source>Operation not permitted</source>
            <translation>operación no permitida</translation>
        </message>
        <message>
            <source>Others on this computer can read your Plex token; change the mode of {path} to 0600</source>
            <translation>Otras personas de este equipo pueden leer su token de Plex; cambie los permisos de {path} a 0600</translation>
        </message>
        <message>
            <source>Permission denied</source>
            <translation>permiso denegado</translation>
        </message>
        <message>
            <source>Plex accepted the change, but does not show it: {fields}</source>
            <translation>Plex aceptó el cambio, pero no lo muestra: {fields}</translation>
        </message>
        <message>
            <source>Plex answered {status}</source>
            <translation>Plex respondió {status}</translation>
        </message>
        <message>
            <source>Plex answered {status}: {words}</source>
            <translation>Plex respondió {status}: {words}</translation>
        </message>
        <message>
            <source>Plex cannot be asked: {reason}</source>
            <translation>No se puede preguntar a Plex: {reason}</translation>
        </message>
        <message>
            <source>Plex has no library “{title}”, which the settings name</source>
            <translation>Plex no tiene la biblioteca «{title}», que aparece en los ajustes</translation>
        </message>
        <message>
            <source>Plex has this file as {found}, not as {wanted}: {path}</source>
            <translation>Plex tiene este archivo como {found}, no como {wanted}: {path}</translation>
        </message>
        <message>
            <source>Plex is starting or under maintenance (503)</source>
            <translation>Plex se está iniciando o está en mantenimiento (503)</translation>
        </message>
        <message>
            <source>Plex's own NFO agent has not taken over what the NFO file says</source>
            <translation>El agente NFO propio de Plex no ha tomado lo que dice el archivo NFO</translation>
        </message>
        <message>
            <source>Premature end of data in tag {name} line {line}</source>
            <translation>los datos terminan antes de tiempo en la etiqueta {name} de la línea {line}</translation>
        </message>
        <message>
            <source>Read-only file system</source>
            <translation>el sistema de archivos es de solo lectura</translation>
        </message>
        <message>
            <source>Service Unavailable</source>
            <translation>servicio no disponible</translation>
        </message>
        <message>
            <source>Something unexpected went wrong; details are in the log</source>
            <translation>Ha ocurrido algo inesperado; los detalles están en el registro</translation>
        </message>
        <message>
            <source>Stale file handle</source>
            <translation>referencia de archivo caducada</translation>
        </message>
        <message>
            <source>StartTag: invalid element name</source>
            <translation>nombre de elemento no válido en una etiqueta de apertura</translation>
        </message>
        <message>
            <source>TOML, such as: key = value</source>
            <translation>TOML, como: key = value</translation>
        </message>
        <message>
            <source>TOML, such as: key = value; a text with backslashes needs single quotes, such as 'C:\Media'</source>
            <translation>TOML, como: key = value; un texto con barras invertidas necesita comillas simples, como 'C:\Media'</translation>
        </message>
        <message>
            <source>The breaker state at {path} cannot be used: {reason}; {kept}; starting CLOSED</source>
            <translation>El estado del disyuntor en {path} no se puede usar: {reason}; {kept}; se empieza con él cerrado</translation>
        </message>
        <message>
            <source>The breaker state cannot be written to {path}: {reason}</source>
            <translation>El estado del disyuntor no se puede escribir en {path}: {reason}</translation>
        </message>
        <message>
            <source>The database cannot be used at the moment: {reason}</source>
            <translation>La base de datos no se puede usar por el momento: {reason}</translation>
        </message>
        <message>
            <source>The database “{path}” belongs to another program</source>
            <translation>La base de datos «{path}» pertenece a otro programa</translation>
        </message>
        <message>
            <source>The database “{path}” cannot be looked at: {reason}</source>
            <translation>La base de datos «{path}» no se puede examinar: {reason}</translation>
        </message>
        <message>
            <source>The database “{path}” has to be created, updated or replaced, but it is in use</source>
            <translation>La base de datos «{path}» se tiene que crear, actualizar o sustituir, pero está en uso</translation>
        </message>
        <message>
            <source>The database “{path}” is damaged ({words}). Start Recloser again: it will examine the file and, if need be, keep it aside and start an empty one.</source>
            <translation>La base de datos «{path}» está dañada ({words}). Reinicie Recloser: examinará el archivo y, si hace falta, lo apartará y empezará uno vacío.</translation>
        </message>
        <message>
            <source>The database “{path}” is damaged: what it holds is not as Recloser wrote it ({words}). Move the file away and start Recloser again; what other programs had queued is only in that file.</source>
            <translation>La base de datos «{path}» está dañada: su contenido no es como Recloser lo escribió ({words}). Mueva el archivo a otro lugar y reinicie Recloser; lo que otros programas habían puesto en la cola solo está en ese archivo.</translation>
        </message>
        <message>
            <source>The database “{path}” was moved or deleted while it was in use</source>
            <translation>La base de datos «{path}» se movió o se eliminó mientras estaba en uso</translation>
        </message>
        <message>
            <source>The database “{path}” was written by a newer Recloser (its schema is {version}, this version knows up to {known}). Install the newer version again, or move the file away.</source>
            <translation>La base de datos «{path}» es de un Recloser más nuevo (su esquema es {version}; esta versión conoce hasta {known}). Vuelva a instalar la versión más nueva o mueva el archivo a otro lugar.</translation>
        </message>
        <message>
            <source>The database “{path}” {reason}</source>
            <translation>La base de datos «{path}» {reason}</translation>
        </message>
        <message>
            <source>The database “{path}” {reason} ({words})</source>
            <translation>La base de datos «{path}» {reason} ({words})</translation>
        </message>
        <message>
            <source>The database “{path}” {reason}, and was moved away meanwhile</source>
            <translation>La base de datos «{path}» {reason}, y entretanto se movió a otro lugar</translation>
        </message>
        <message>
            <source>The database “{path}” {reason}, and {name} cannot be moved aside</source>
            <translation>La base de datos «{path}» {reason}, y {name} no se puede apartar</translation>
        </message>
        <message>
            <source>The database “{path}” {reason}. It was kept as {name}, and an empty one was started. Changes that were waiting are read again from their NFO files; what other programs had queued is only in the kept file.</source>
            <translation>La base de datos «{path}» {reason}. Se guardó como {name} y se empezó una vacía. Los cambios en espera se vuelven a leer de sus archivos NFO; lo que otros programas habían puesto en la cola solo está en el archivo guardado.</translation>
        </message>
        <message>
            <source>The desktop's portal for starting at login is of no use: {words}</source>
            <translation>El portal del escritorio para iniciar al entrar en la sesión no sirve: {words}</translation>
        </message>
        <message>
            <source>The folder {path} cannot be reached: {reason}. It is looked for again.</source>
            <translation>No se puede acceder a la carpeta {path}: {reason}. Se volverá a buscar.</translation>
        </message>
        <message>
            <source>The folder {path} cannot be read: {reason}.</source>
            <translation>La carpeta {path} no se puede leer: {reason}.</translation>
        </message>
        <message>
            <source>The folder {path} is empty; is its disk mounted?</source>
            <translation>La carpeta {path} está vacía; ¿está montado su disco?</translation>
        </message>
        <message>
            <source>The keyring cannot be used: {reason}</source>
            <translation>El depósito de claves no se puede usar: {reason}</translation>
        </message>
        <message>
            <source>The keyring does not answer; it may be waiting for you to unlock it</source>
            <translation>El depósito de claves no responde; quizá espera a que usted lo desbloquee</translation>
        </message>
        <message>
            <source>The log cannot be written to {path}: {reason}</source>
            <translation>El registro no se puede escribir en {path}: {reason}</translation>
        </message>
        <message>
            <source>The pause</source>
            <translation>La pausa</translation>
        </message>
        <message>
            <source>The statistics</source>
            <translation>La estadística</translation>
        </message>
        <message>
            <source>The token cannot be kept in {path}: {reason}</source>
            <translation>El token no se puede guardar en {path}: {reason}</translation>
        </message>
        <message>
            <source>The token cannot be read from {path}: {reason}</source>
            <translation>El token no se puede leer de {path}: {reason}</translation>
        </message>
        <message>
            <source>The token in {path} cannot be removed: {reason}</source>
            <translation>El token de {path} no se puede quitar: {reason}</translation>
        </message>
        <message>
            <source>There are no settings yet: the set-up assistant asks for them (Preferences… in the menu)</source>
            <translation>Aún no hay configuración: el asistente la pide («Preferencias…» en el menú)</translation>
        </message>
        <message>
            <source>Too Many Requests</source>
            <translation>demasiadas peticiones</translation>
        </message>
        <message>
            <source>Too many open files</source>
            <translation>demasiados archivos abiertos</translation>
        </message>
        <message>
            <source>Transport endpoint is not connected</source>
            <translation>el recurso de red no está conectado</translation>
        </message>
        <message>
            <source>Unauthorized</source>
            <translation>sin autorización</translation>
        </message>
        <message>
            <source>What the keyring keeps</source>
            <translation>Lo que guarda el depósito de claves</translation>
        </message>
        <message>
            <source>What was given</source>
            <translation>Lo indicado</translation>
        </message>
        <message>
            <source>What {name} is set to</source>
            <translation>El valor de {name}</translation>
        </message>
        <message>
            <source>What {path} contains</source>
            <translation>El contenido de {path}</translation>
        </message>
        <message>
            <source>What {path} contains is too long for a Plex token</source>
            <translation>El contenido de {path} es demasiado largo para un token de Plex</translation>
        </message>
        <message>
            <source>Windows did not let Recloser change what starts when you log in</source>
            <translation>Windows no ha dejado que Recloser cambie lo que se inicia al entrar en su sesión</translation>
        </message>
        <message>
            <source>You, or your desktop, did not allow Recloser to start when you log in</source>
            <translation>Usted, o su escritorio, no ha permitido que Recloser se inicie al entrar en la sesión</translation>
        </message>
        <message>
            <source>Your desktop does not let Recloser start when you log in</source>
            <translation>Su escritorio no deja que Recloser se inicie al entrar en la sesión</translation>
        </message>
        <message>
            <source>[Errno {number}] {reason}</source>
            <translation>{reason} (error {number})</translation>
        </message>
        <message>
            <source>[Errno {number}] {reason}: {path}</source>
            <translation>{reason} (error {number}): {path}</translation>
        </message>
        <message>
            <source>a fault of Recloser itself: {reason}</source>
            <translation>un fallo del propio Recloser: {reason}</translation>
        </message>
        <message>
            <source>a folder without a path</source>
            <translation>una carpeta sin ruta</translation>
        </message>
        <message>
            <source>a huge number</source>
            <translation>un número enorme</translation>
        </message>
        <message>
            <source>a list</source>
            <translation>una lista</translation>
        </message>
        <message>
            <source>a list of titles, such as ["Movies"]</source>
            <translation>una lista de títulos, como ["Películas"]</translation>
        </message>
        <message>
            <source>a number above 0, up to 600</source>
            <translation>un número mayor que 0, hasta 600</translation>
        </message>
        <message>
            <source>a number from {low} to {high}</source>
            <translation>un número de {low} a {high}</translation>
        </message>
        <message>
            <source>a readable text file in TOML, saved as UTF-8</source>
            <translation>un archivo de texto legible en TOML, guardado como UTF-8</translation>
        </message>
        <message>
            <source>a table</source>
            <translation>una tabla</translation>
        </message>
        <message>
            <source>a table, begun with [{key}]</source>
            <translation>una tabla, que empieza con [{key}]</translation>
        </message>
        <message>
            <source>a whole number</source>
            <translation>un número entero</translation>
        </message>
        <message>
            <source>a whole number from {low} to {high}</source>
            <translation>un número entero de {low} a {high}</translation>
        </message>
        <message>
            <source>an address that begins with http:// or https://, such as "http://127.0.0.1:32400"</source>
            <translation>una dirección que empiece por http:// o https://, como "http://127.0.0.1:32400"</translation>
        </message>
        <message>
            <source>an empty list</source>
            <translation>una lista vacía</translation>
        </message>
        <message>
            <source>an episode without a number</source>
            <translation>un episodio sin número</translation>
        </message>
        <message>
            <source>an object</source>
            <translation>un objeto</translation>
        </message>
        <message>
            <source>an unknown key</source>
            <translation>una clave desconocida</translation>
        </message>
        <message>
            <source>an unknown key (did you mean {name}?)</source>
            <translation>una clave desconocida (¿quería decir {name}?)</translation>
        </message>
        <message>
            <source>another NFO file of this item was edited later, and counts: {found}</source>
            <translation>otro archivo NFO de este elemento se editó más tarde y es el que cuenta: {found}</translation>
        </message>
        <message>
            <source>answered with status {status}, which Plex never does; is something else at this address?</source>
            <translation>respondió con el estado {status}, cosa que Plex nunca hace; ¿hay otra cosa en esta dirección?</translation>
        </message>
        <message>
            <source>answered, but not as a Plex server does; is something else at this address?</source>
            <translation>respondió, pero no como lo hace un servidor Plex; ¿hay otra cosa en esta dirección?</translation>
        </message>
        <message>
            <source>answered, but not as a Plex server does; is something else at this address? ({reason})</source>
            <translation>respondió, pero no como lo hace un servidor Plex; ¿hay otra cosa en esta dirección? ({reason})</translation>
        </message>
        <message>
            <source>attempt to write a readonly database</source>
            <translation>intento de escribir en una base de datos de solo lectura</translation>
        </message>
        <message>
            <source>belongs to another program</source>
            <translation>pertenece a otro programa</translation>
        </message>
        <message>
            <source>cannot be opened; check that its folder exists and may be written</source>
            <translation>no se puede abrir; compruebe que su carpeta existe y admite escritura</translation>
        </message>
        <message>
            <source>cannot be read or written; check the disk</source>
            <translation>no se puede leer ni escribir; compruebe el disco</translation>
        </message>
        <message>
            <source>cannot grow; is the disk full?</source>
            <translation>no puede crecer; ¿está lleno el disco?</translation>
        </message>
        <message>
            <source>connection refused by {host}</source>
            <translation>{host} rechazó la conexión</translation>
        </message>
        <message>
            <source>could not be set aside</source>
            <translation>no se pudo apartar</translation>
        </message>
        <message>
            <source>database disk image is malformed</source>
            <translation>archivo de la base de datos mal formado</translation>
        </message>
        <message>
            <source>database is locked</source>
            <translation>base de datos bloqueada</translation>
        </message>
        <message>
            <source>database or disk is full</source>
            <translation>base de datos o disco llenos</translation>
        </message>
        <message>
            <source>defines entities of its own, which is not allowed</source>
            <translation>define entidades propias, lo que no está permitido</translation>
        </message>
        <message>
            <source>disk I/O error</source>
            <translation>error de entrada/salida del disco</translation>
        </message>
        <message>
            <source>each folder once</source>
            <translation>cada carpeta una sola vez</translation>
        </message>
        <message>
            <source>edited in Plex after Recloser had written it: {fields}; retry to overwrite it, discard to keep it</source>
            <translation>editado en Plex después de que Recloser lo escribiera: {fields}; «Reintentar» lo sobrescribe, «Descartar» lo conserva</translation>
        </message>
        <message>
            <source>episode {number}</source>
            <translation>episodio {number}</translation>
        </message>
        <message>
            <source>file is not a database</source>
            <translation>el archivo no es una base de datos</translation>
        </message>
        <message>
            <source>gave an empty answer</source>
            <translation>dio una respuesta vacía</translation>
        </message>
        <message>
            <source>holds zero bytes, as they are left by a write that was cut short</source>
            <translation>contiene bytes nulos, como los que deja una escritura interrumpida</translation>
        </message>
        <message>
            <source>is damaged ({words})</source>
            <translation>está dañada ({words})</translation>
        </message>
        <message>
            <source>is damaged or not a database ({words})</source>
            <translation>está dañada o no es una base de datos ({words})</translation>
        </message>
        <message>
            <source>is locked by another program</source>
            <translation>está bloqueada por otro programa</translation>
        </message>
        <message>
            <source>is not XML</source>
            <translation>no es XML</translation>
        </message>
        <message>
            <source>it could not be renamed</source>
            <translation>no se pudo cambiar su nombre</translation>
        </message>
        <message>
            <source>it does not hold what is written there: {reason}</source>
            <translation>no contiene lo que allí se escribe: {reason}</translation>
        </message>
        <message>
            <source>it has version {version}; this program knows version {known}</source>
            <translation>tiene la versión {version}; este programa conoce la versión {known}</translation>
        </message>
        <message>
            <source>it is larger than {limit} bytes</source>
            <translation>ocupa más de {limit} bytes</translation>
        </message>
        <message>
            <source>it is nested too deeply</source>
            <translation>está anidado con demasiada profundidad</translation>
        </message>
        <message>
            <source>it is no regular file</source>
            <translation>no es un archivo normal</translation>
        </message>
        <message>
            <source>it is not JSON ({words})</source>
            <translation>no es JSON ({words})</translation>
        </message>
        <message>
            <source>it is not a file</source>
            <translation>no es un archivo</translation>
        </message>
        <message>
            <source>it is open, but opened_at does not say since when</source>
            <translation>está abierto, pero opened_at no dice desde cuándo</translation>
        </message>
        <message>
            <source>it is too long</source>
            <translation>es demasiado largo</translation>
        </message>
        <message>
            <source>it lacks {names}</source>
            <translation>le falta {names}</translation>
        </message>
        <message>
            <source>its counts are {values}, and not numbers from 0</source>
            <translation>sus cuentas son {values}, y no números desde 0</translation>
        </message>
        <message>
            <source>kept as {name}</source>
            <translation>guardado como {name}</translation>
        </message>
        <message>
            <source>lacks the tables {names}</source>
            <translation>no tiene estas tablas: {names}</translation>
        </message>
        <message>
            <source>lists within lists without end</source>
            <translation>listas dentro de listas sin fin</translation>
        </message>
        <message>
            <source>manual reset</source>
            <translation>restablecimiento manual</translation>
        </message>
        <message>
            <source>more than {limit} bytes</source>
            <translation>más de {limit} bytes</translation>
        </message>
        <message>
            <source>must not be written; check its permissions</source>
            <translation>no admite escritura; compruebe sus permisos</translation>
        </message>
        <message>
            <source>needs more memory than there is</source>
            <translation>necesita más memoria de la que hay</translation>
        </message>
        <message>
            <source>no Plex library has a folder that contains {path}; is a path mapping missing?</source>
            <translation>ninguna biblioteca de Plex tiene una carpeta que contenga {path}; ¿falta una correspondencia de rutas?</translation>
        </message>
        <message>
            <source>no answer within the time allowed</source>
            <translation>sin respuesta en el tiempo permitido</translation>
        </message>
        <message>
            <source>no complete answer within {seconds} s</source>
            <translation>sin respuesta completa en {seconds} s</translation>
        </message>
        <message>
            <source>no connection to {host}</source>
            <translation>sin conexión con {host}</translation>
        </message>
        <message>
            <source>no connection to {host} within the time allowed</source>
            <translation>sin conexión con {host} en el tiempo permitido</translation>
        </message>
        <message>
            <source>no folders</source>
            <translation>ninguna carpeta</translation>
        </message>
        <message>
            <source>no reason given</source>
            <translation>sin motivo indicado</translation>
        </message>
        <message>
            <source>no secure connection to {host}: its certificate was not accepted</source>
            <translation>sin conexión segura con {host}: no se aceptó su certificado</translation>
        </message>
        <message>
            <source>not in Plex yet: {path}</source>
            <translation>aún no está en Plex: {path}</translation>
        </message>
        <message>
            <source>not paused</source>
            <translation>no está en pausa</translation>
        </message>
        <message>
            <source>one of {names}</source>
            <translation>uno de {names}</translation>
        </message>
        <message>
            <source>path = {allowed}</source>
            <translation>path = {allowed}</translation>
        </message>
        <message>
            <source>paused is {value}, and neither true nor false</source>
            <translation>paused es {value}, y no true ni false</translation>
        </message>
        <message>
            <source>plex.tv cannot be reached: {reason}</source>
            <translation>no se puede acceder a plex.tv: {reason}</translation>
        </message>
        <message>
            <source>plex.tv has answered with something that cannot be read</source>
            <translation>plex.tv ha respondido con algo que no se puede leer</translation>
        </message>
        <message>
            <source>plex.tv has answered with something that is no sign-in</source>
            <translation>plex.tv ha respondido con algo que no es un inicio de sesión</translation>
        </message>
        <message>
            <source>plex.tv has given an empty answer</source>
            <translation>plex.tv ha dado una respuesta vacía</translation>
        </message>
        <message>
            <source>plex.tv has given no new token</source>
            <translation>plex.tv no ha dado ningún token nuevo</translation>
        </message>
        <message>
            <source>plex.tv has trouble of its own (status {status})</source>
            <translation>plex.tv tiene sus propios problemas (estado {status})</translation>
        </message>
        <message>
            <source>plex.tv refuses (status {status})</source>
            <translation>plex.tv se niega (estado {status})</translation>
        </message>
        <message>
            <source>season {number}</source>
            <translation>temporada {number}</translation>
        </message>
        <message>
            <source>several items in {library} have this file: {found}</source>
            <translation>varios elementos de {library} tienen este archivo: {found}</translation>
        </message>
        <message>
            <source>several items in {library} have this file: {found}; name its kind, or the numbers of season and episode</source>
            <translation>varios elementos de {library} tienen este archivo: {found}; indique su tipo, o los números de temporada y episodio</translation>
        </message>
        <message>
            <source>signing in was cancelled</source>
            <translation>se canceló el inicio de sesión</translation>
        </message>
        <message>
            <source>something that is not a file</source>
            <translation>algo que no es un archivo</translation>
        </message>
        <message>
            <source>tables, each begun with [[{key}]]</source>
            <translation>tablas, cada una empezada con [[{key}]]</translation>
        </message>
        <message>
            <source>text</source>
            <translation>texto</translation>
        </message>
        <message>
            <source>text that is not UTF-8</source>
            <translation>texto que no es UTF-8</translation>
        </message>
        <message>
            <source>the answer was cut off</source>
            <translation>la respuesta quedó cortada</translation>
        </message>
        <message>
            <source>the connection was cut off</source>
            <translation>la conexión se cortó</translation>
        </message>
        <message>
            <source>the file ends before &lt;/{name}&gt;</source>
            <translation>el archivo termina antes de &lt;/{name}&gt;</translation>
        </message>
        <message>
            <source>the file ends before its first element</source>
            <translation>el archivo termina antes de su primer elemento</translation>
        </message>
        <message>
            <source>the file has {size} bytes; at most {limit} are allowed</source>
            <translation>el archivo tiene {size} bytes; se permiten {limit} como máximo</translation>
        </message>
        <message>
            <source>the file's name is not valid text; rename it, so that Plex can name it</source>
            <translation>el nombre del archivo no es texto válido; cámbielo para que Plex pueda nombrarlo</translation>
        </message>
        <message>
            <source>the full path of a folder as the Plex server names it, in quotes; one with backslashes in single quotes, such as 'C:\Media'</source>
            <translation>la ruta completa de una carpeta tal como la nombra el servidor Plex, entre comillas; con barras invertidas, entre comillas simples, por ejemplo 'C:\Media'</translation>
        </message>
        <message>
            <source>the full path of a folder, in quotes; one with backslashes in single quotes, such as 'C:\Media'</source>
            <translation>la ruta completa de una carpeta, entre comillas; con barras invertidas, entre comillas simples, por ejemplo 'C:\Media'</translation>
        </message>
        <message>
            <source>the item has just gone from Plex</source>
            <translation>el elemento acaba de desaparecer de Plex</translation>
        </message>
        <message>
            <source>the journal has no change {number} (any more)</source>
            <translation>el historial no tiene (o ya no tiene) el cambio {number}</translation>
        </message>
        <message>
            <source>the library of “{title}” has gone from Plex</source>
            <translation>la biblioteca de «{title}» ha desaparecido de Plex</translation>
        </message>
        <message>
            <source>the limit fs.inotify.max_user_instances, or that of open files, is reached</source>
            <translation>se alcanzó el límite fs.inotify.max_user_instances o el de archivos abiertos</translation>
        </message>
        <message>
            <source>the limit fs.inotify.max_user_watches is reached</source>
            <translation>se alcanzó el límite fs.inotify.max_user_watches</translation>
        </message>
        <message>
            <source>the look was ended from here</source>
            <translation>la comprobación se terminó desde aquí</translation>
        </message>
        <message>
            <source>the name {host} is not known</source>
            <translation>el nombre {host} no se conoce</translation>
        </message>
        <message>
            <source>the request was ended from here</source>
            <translation>la petición se terminó desde aquí</translation>
        </message>
        <message>
            <source>the same folder a second time</source>
            <translation>la misma carpeta por segunda vez</translation>
        </message>
        <message>
            <source>the session is closed</source>
            <translation>la sesión está cerrada</translation>
        </message>
        <message>
            <source>the sign-in has expired</source>
            <translation>el inicio de sesión ha caducado</translation>
        </message>
        <message>
            <source>the stored changes cannot be read: {reason}</source>
            <translation>los cambios guardados no se pueden leer: {reason}</translation>
        </message>
        <message>
            <source>the stored metadata cannot be read: {reason}</source>
            <translation>los metadatos guardados no se pueden leer: {reason}</translation>
        </message>
        <message>
            <source>the system has ended its watch</source>
            <translation>el sistema ha terminado la vigilancia</translation>
        </message>
        <message>
            <source>the whole</source>
            <translation>el conjunto</translation>
        </message>
        <message>
            <source>there is another album named “{title}” already; Plex would merge the two</source>
            <translation>ya hay otro álbum llamado «{title}»; Plex fusionaría los dos</translation>
        </message>
        <message>
            <source>there is another artist named “{title}” already; Plex would merge the two</source>
            <translation>ya hay otro artista llamado «{title}»; Plex fusionaría los dos</translation>
        </message>
        <message>
            <source>there is no Plex token yet</source>
            <translation>aún no hay ningún token de Plex</translation>
        </message>
        <message>
            <source>there is no address to try</source>
            <translation>no hay ninguna dirección que probar</translation>
        </message>
        <message>
            <source>there is no token for this server</source>
            <translation>no hay ningún token para este servidor</translation>
        </message>
        <message>
            <source>they start anew</source>
            <translation>empieza de nuevo</translation>
        </message>
        <message>
            <source>this folder cannot be read: {reason}</source>
            <translation>esta carpeta no se puede leer: {reason}</translation>
        </message>
        <message>
            <source>this folder is in the library “{library}”, which has no items of this kind</source>
            <translation>esta carpeta está en la biblioteca «{library}», que no tiene elementos de este tipo</translation>
        </message>
        <message>
            <source>true or false</source>
            <translation>true o false</translation>
        </message>
        <message>
            <source>unable to open database file</source>
            <translation>no se puede abrir el archivo de la base de datos</translation>
        </message>
        <message>
            <source>undo of change {number}</source>
            <translation>deshacer del cambio {number}</translation>
        </message>
        <message>
            <source>until is {value}, and neither null nor a time</source>
            <translation>until es {value}, y no null ni un momento</translation>
        </message>
        <message>
            <source>waiting for Plex to read the NFO file</source>
            <translation>a la espera de que Plex lea el archivo NFO</translation>
        </message>
        <message>
            <source>xmlParseEntityRef: no name</source>
            <translation>falta el nombre de la entidad tras un signo «et»</translation>
        </message>
        <message>
            <source>{folder} (which is {path} here)</source>
            <translation>{folder} (aquí: {path})</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}</source>
            <translation>{path} no se puede leer: {reason}</translation>
        </message>
        <message>
            <source>{path} cannot be read: {reason}.</source>
            <translation>{path} no se puede leer: {reason}.</translation>
        </message>
        <message>
            <source>{path} cannot be removed: {reason}</source>
            <translation>{path} no se puede quitar: {reason}</translation>
        </message>
        <message>
            <source>{path} cannot be written: {reason}</source>
            <translation>{path} no se puede escribir: {reason}</translation>
        </message>
        <message>
            <source>{path} has {size} bytes; a picture may have up to {limit}</source>
            <translation>{path} tiene {size} bytes; una imagen puede tener hasta {limit}</translation>
        </message>
        <message>
            <source>{path} is no picture; allowed are JPEG, PNG, WebP, GIF and BMP</source>
            <translation>{path} no es una imagen; se permiten JPEG, PNG, WebP, GIF y BMP</translation>
        </message>
        <message>
            <source>{path} lies in no watched folder</source>
            <translation>{path} no está en ninguna carpeta vigilada</translation>
        </message>
        <message>
            <source>{path} was changed meanwhile by somebody else</source>
            <translation>otra persona o programa ha cambiado {path} entretanto</translation>
        </message>
        <message>
            <source>{path}, line {line}</source>
            <translation>{path}, línea {line}</translation>
        </message>
        <message>
            <source>{path}, line {line}: {reason}.</source>
            <translation>{path}, línea {line}: {reason}.</translation>
        </message>
        <message>
            <source>{place}: found {found}; allowed: {allowed}</source>
            <translation>{place}: se encontró: {found}; se permite: {allowed}</translation>
        </message>
        <message>
            <source>{place}: {key}: found {found}; allowed: {allowed}</source>
            <translation>{place}: {key}: se encontró: {found}; se permite: {allowed}</translation>
        </message>
        <message>
            <source>{reason} ({fields} may be longer than Plex takes)</source>
            <translation>{reason} (quizá {fields} es más largo de lo que Plex acepta)</translation>
        </message>
        <message>
            <source>{source}, {older} (together)</source>
            <translation>{source}, {older} (juntos)</translation>
        </message>
        <message>
            <source>{value} is no number</source>
            <translation>{value} no es un número</translation>
        </message>
        <message>
            <source>{what} cannot be read from {path} ({reason}); {lost}: {kept}</source>
            <translation>{what} no se puede leer de {path} ({reason}); {lost}: {kept}</translation>
        </message>
        <message>
            <source>{what} cannot be written to {path}: {reason}</source>
            <translation>{what} no se puede escribir en {path}: {reason}</translation>
        </message>
        <message>
            <source>{what} is no Plex token: that is made of letters, digits, - and _, without spaces</source>
            <translation>{what} no es un token de Plex: este se compone de letras, cifras, - y _, sin espacios</translation>
        </message>
        <message>
            <source>{what} is {value}; it must be {allowed}</source>
            <translation>{what} es {value}; se permite: {allowed}</translation>
        </message>
        <message>
            <source>“{reason}” while reading it</source>
            <translation>«{reason}» al leerlo</translation>
        </message>
        <message>
            <source>“{title}” (item {number})</source>
            <translation>«{title}» (elemento {number})</translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more NFO files that cannot be read.</source>
            <translation>
                <numerusform>… y %Ln archivo NFO más que no se puede leer.</numerusform>
                <numerusform>… y %Ln archivos NFO más que no se pueden leer.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>… and %Ln more folders that cannot be read.</source>
            <translation>
                <numerusform>… y %Ln carpeta más que no se puede leer.</numerusform>
                <numerusform>… y %Ln carpetas más que no se pueden leer.</numerusform>
            </translation>
        </message>
        <message>
            <source>… and 1 more NFO file that cannot be read.</source>
            <translation>… y 1 archivo NFO más que no se puede leer.</translation>
        </message>
        <message>
            <source>… and 1 more folder that cannot be read.</source>
            <translation>… y 1 carpeta más que no se puede leer.</translation>
        </message>
    </context>
    <context>
        <name>fields</name>
        <message>
            <source>Actors</source>
            <translation>Actores</translation>
        </message>
        <message>
            <source>Artwork</source>
            <translation>Imágenes</translation>
        </message>
        <message>
            <source>Audience rating</source>
            <translation>Valoración del público</translation>
        </message>
        <message>
            <source>Collections</source>
            <translation>Colecciones</translation>
        </message>
        <message>
            <source>Content rating</source>
            <translation>Clasificación por edad</translation>
        </message>
        <message>
            <source>Countries</source>
            <translation>Países</translation>
        </message>
        <message>
            <source>Date</source>
            <translation>Fecha</translation>
        </message>
        <message>
            <source>Directors</source>
            <translation>Directores</translation>
        </message>
        <message>
            <source>Genres</source>
            <translation>Géneros</translation>
        </message>
        <message>
            <source>Labels</source>
            <translation>Etiquetas</translation>
        </message>
        <message>
            <source>Moods</source>
            <translation>Ambientes</translation>
        </message>
        <message>
            <source>Original title</source>
            <translation>Título original</translation>
        </message>
        <message>
            <source>Rating</source>
            <translation>Valoración</translation>
        </message>
        <message>
            <source>Sort title</source>
            <translation>Título para ordenar</translation>
        </message>
        <message>
            <source>Studio</source>
            <translation>Estudio</translation>
        </message>
        <message>
            <source>Styles</source>
            <translation>Estilos</translation>
        </message>
        <message>
            <source>Summary</source>
            <translation>Resumen</translation>
        </message>
        <message>
            <source>Tagline</source>
            <translation>Lema</translation>
        </message>
        <message>
            <source>Title</source>
            <translation>Título</translation>
        </message>
        <message>
            <source>Writers</source>
            <translation>Guionistas</translation>
        </message>
        <message>
            <source>Your own rating</source>
            <translation>Su propia valoración</translation>
        </message>
    </context>
    <context>
        <name>notifications</name>
        <message numerus="yes">
            <source>%Ln changes could not be delivered</source>
            <translation>
                <numerusform>No se ha podido entregar %Ln cambio</numerusform>
                <numerusform>No se han podido entregar %Ln cambios</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes that waited are on their way.</source>
            <translation>
                <numerusform>%Ln cambio que esperaba está en camino.</numerusform>
                <numerusform>%Ln cambios que esperaban están en camino.</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes that waited have been delivered.</source>
            <translation>
                <numerusform>Se ha entregado %Ln cambio que esperaba.</numerusform>
                <numerusform>Se han entregado %Ln cambios que esperaban.</numerusform>
            </translation>
        </message>
        <message>
            <source>A change could not be delivered</source>
            <translation>No se ha podido entregar un cambio</translation>
        </message>
        <message>
            <source>Asked again at {time}: {reason}.</source>
            <translation>Preguntado de nuevo a las {time}: {reason}.</translation>
        </message>
        <message>
            <source>Check now</source>
            <translation>Comprobar ahora</translation>
        </message>
        <message>
            <source>It was away for {time}.</source>
            <translation>Ha estado {time} sin responder.</translation>
        </message>
        <message>
            <source>Look at what the first synchronisation would change in Plex, and agree to it.</source>
            <translation>Mire lo que la primera sincronización cambiaría en Plex y apruébelo.</translation>
        </message>
        <message>
            <source>Open</source>
            <translation>Abrir</translation>
        </message>
        <message>
            <source>Plex is back</source>
            <translation>Plex ha vuelto</translation>
        </message>
        <message>
            <source>Plex is not answering</source>
            <translation>Plex no responde</translation>
        </message>
        <message>
            <source>Plex was down when Recloser was closed</source>
            <translation>Plex estaba caído cuando se cerró Recloser</translation>
        </message>
        <message>
            <source>Recloser shows why, and can try again.</source>
            <translation>Recloser muestra el motivo y puede intentarlo de nuevo.</translation>
        </message>
        <message>
            <source>Reset</source>
            <translation>Restablecer</translation>
        </message>
        <message>
            <source>Sign in</source>
            <translation>Iniciar sesión</translation>
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation>Iniciar sesión en Plex</translation>
        </message>
        <message>
            <source>Since {time}.</source>
            <translation>Desde {time}.</translation>
        </message>
        <message>
            <source>Since {time}: {reason}.</source>
            <translation>Desde {time}: {reason}.</translation>
        </message>
        <message>
            <source>The change that waited has been delivered.</source>
            <translation>El cambio que esperaba se ha entregado.</translation>
        </message>
        <message>
            <source>The change that waited is on its way.</source>
            <translation>El cambio que esperaba está en camino.</translation>
        </message>
        <message>
            <source>Your changes are kept, and go to Plex when it is back.</source>
            <translation>Sus cambios se conservan y llegarán a Plex cuando vuelva.</translation>
        </message>
        <message>
            <source>{reason}. Your changes are kept until Plex lets Recloser in.</source>
            <translation>{reason}. Sus cambios se conservan hasta que Plex deje entrar a Recloser.</translation>
        </message>
    </context>
    <context>
        <name>window</name>
        <message numerus="yes">
            <source>%Ln of {total} items would change</source>
            <translation>
                <numerusform>%Ln de {total} elementos cambiaría</numerusform>
                <numerusform>%Ln de {total} elementos cambiarían</numerusform>
            </translation>
        </message>
        <message>
            <source>1 of {total} items would change</source>
            <translation>1 de {total} elementos cambiaría</translation>
        </message>
        <message>
            <source>After</source>
            <translation>Después</translation>
        </message>
        <message>
            <source>Ambiguous</source>
            <translation>Ambiguo</translation>
        </message>
        <message>
            <source>Before</source>
            <translation>Antes</translation>
        </message>
        <message>
            <source>Clear the search</source>
            <translation>Borrar la búsqueda</translation>
        </message>
        <message>
            <source>Did not stick</source>
            <translation>No se conservó</translation>
        </message>
        <message>
            <source>Edited in Plex</source>
            <translation>Editado en Plex</translation>
        </message>
        <message>
            <source>Fault of Recloser</source>
            <translation>Error de Recloser</translation>
        </message>
        <message>
            <source>Field</source>
            <translation>Campo</translation>
        </message>
        <message>
            <source>Not in Plex</source>
            <translation>No está en Plex</translation>
        </message>
        <message>
            <source>Plex came back</source>
            <translation>Plex volvió</translation>
        </message>
        <message>
            <source>Plex stumbles over it</source>
            <translation>Plex tropieza con él</translation>
        </message>
        <message>
            <source>Refused by Plex</source>
            <translation>Rechazado por Plex</translation>
        </message>
        <message>
            <source>goes on</source>
            <translation>continúa</translation>
        </message>
        <message>
            <source>its end was not seen</source>
            <translation>no se vio su final</translation>
        </message>
        <message>
            <source>not known</source>
            <translation>se desconoce</translation>
        </message>
        <message>
            <source>reset by hand</source>
            <translation>restablecida a mano</translation>
        </message>
        <message>
            <source>{0} %</source>
            <translation>{0} %</translation>
        </message>
        <message>
            <source>{0} cannot be written: {1}</source>
            <translation>No se puede escribir {0}: {1}</translation>
        </message>
        <message>
            <source>{name} · season {n}</source>
            <translation>{name} · temporada {n}</translation>
        </message>
        <message>
            <source>{name} · specials</source>
            <translation>{name} · especiales</translation>
        </message>
        <message>
            <source>{said} · {left} still to be compared</source>
            <translation>{said} · faltan {left} por comparar</translation>
        </message>
    </context>
    <context>
        <name>wording</name>
        <message numerus="yes">
            <source>%Ln changes wait for your approval</source>
            <translation>
                <numerusform>%Ln cambio espera su aprobación</numerusform>
                <numerusform>%Ln cambios esperan su aprobación</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln changes waiting</source>
            <translation>
                <numerusform>%Ln cambio en espera</numerusform>
                <numerusform>%Ln cambios en espera</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln failed</source>
            <translation>
                <numerusform>%Ln fallido</numerusform>
                <numerusform>%Ln fallidos</numerusform>
            </translation>
        </message>
        <message numerus="yes">
            <source>%Ln retrying</source>
            <translation>
                <numerusform>%Ln en reintento</numerusform>
                <numerusform>%Ln en reintento</numerusform>
            </translation>
        </message>
        <message>
            <source>1 change waiting</source>
            <translation>1 cambio en espera</translation>
        </message>
        <message>
            <source>1 change waits for your approval</source>
            <translation>1 cambio espera su aprobación</translation>
        </message>
        <message>
            <source>Asking Plex…</source>
            <translation>Preguntando a Plex…</translation>
        </message>
        <message>
            <source>Changes are collected. They go to Plex after the pause.</source>
            <translation>Los cambios se acumulan. Llegarán a Plex tras la pausa.</translation>
        </message>
        <message>
            <source>Changes are collected. They go to Plex when it is back.</source>
            <translation>Los cambios se acumulan. Llegarán a Plex cuando vuelva.</translation>
        </message>
        <message>
            <source>Changes are collected. They go to Plex when the network is back.</source>
            <translation>Los cambios se acumulan. Llegarán a Plex cuando vuelva la red.</translation>
        </message>
        <message>
            <source>Changes are on their way to Plex.</source>
            <translation>Los cambios van camino de Plex.</translation>
        </message>
        <message>
            <source>Checked {time} ago: Plex answers</source>
            <translation>Comprobado hace {time}: Plex responde</translation>
        </message>
        <message>
            <source>Checked {time} ago: {reason}</source>
            <translation>Comprobado hace {time}: {reason}</translation>
        </message>
        <message>
            <source>Choose Preferences…: the settings have to name your Plex server and folders, without mistakes.</source>
            <translation>Elija «Preferencias…»: la configuración debe nombrar su servidor Plex y sus carpetas, sin errores.</translation>
        </message>
        <message>
            <source>Nothing is delivered for now. Recloser tries again every few seconds.</source>
            <translation>De momento no se entrega nada. Recloser vuelve a intentarlo cada pocos segundos.</translation>
        </message>
        <message>
            <source>Nothing is written before you have agreed to it.</source>
            <translation>No se escribe nada antes de que usted lo apruebe.</translation>
        </message>
        <message>
            <source>One request is on its way to find out whether Plex is back.</source>
            <translation>Una petición está en camino para saber si Plex ha vuelto.</translation>
        </message>
        <message>
            <source>Paused</source>
            <translation>En pausa</translation>
        </message>
        <message>
            <source>Paused until {time}</source>
            <translation>En pausa hasta {time}</translation>
        </message>
        <message>
            <source>Plex did not answer just now. Recloser asks again before it calls that an outage.</source>
            <translation>Plex no ha respondido ahora mismo. Recloser vuelve a preguntar antes de considerarlo una caída.</translation>
        </message>
        <message>
            <source>Plex has all changes but those below.</source>
            <translation>Plex tiene todos los cambios menos los de abajo.</translation>
        </message>
        <message>
            <source>Plex has all changes.</source>
            <translation>Plex tiene todos los cambios.</translation>
        </message>
        <message>
            <source>Plex wants a valid token. Changes are collected until it has one.</source>
            <translation>Plex pide un token válido. Los cambios se acumulan hasta que lo tenga.</translation>
        </message>
        <message>
            <source>Plex: connected</source>
            <translation>Plex: conectado</translation>
        </message>
        <message>
            <source>Plex: not answering</source>
            <translation>Plex: no responde</translation>
        </message>
        <message>
            <source>Plex: not answering since {time}</source>
            <translation>Plex: no responde desde {time}</translation>
        </message>
        <message>
            <source>Plex: trying again</source>
            <translation>Plex: intentándolo de nuevo</translation>
        </message>
        <message>
            <source>Recloser cannot work</source>
            <translation>Recloser no puede trabajar</translation>
        </message>
        <message>
            <source>Recloser is not set up</source>
            <translation>Recloser no está configurado</translation>
        </message>
        <message>
            <source>Sign in to Plex</source>
            <translation>Inicie sesión en Plex</translation>
        </message>
        <message>
            <source>This computer is offline</source>
            <translation>Este equipo está sin conexión</translation>
        </message>
        <message>
            <source>asked in vain at {time}</source>
            <translation>preguntado en vano a las {time}</translation>
        </message>
        <message>
            <source>asking Plex…</source>
            <translation>preguntando a Plex…</translation>
        </message>
        <message>
            <source>comparing with Plex: {done} of {total}</source>
            <translation>comparando con Plex: {done} de {total}</translation>
        </message>
        <message>
            <source>in {time}</source>
            <translation>en {time}</translation>
        </message>
        <message>
            <source>not planned</source>
            <translation>sin planificar</translation>
        </message>
        <message>
            <source>now</source>
            <translation>ahora</translation>
        </message>
        <message>
            <source>when the network is back</source>
            <translation>cuando haya red</translation>
        </message>
        <message>
            <source>{done} of {total}</source>
            <translation>{done} de {total}</translation>
        </message>
        <message>
            <source>{n} d</source>
            <translation>{n} d</translation>
        </message>
        <message>
            <source>{n} h</source>
            <translation>{n} h</translation>
        </message>
        <message>
            <source>{n} min</source>
            <translation>{n} min</translation>
        </message>
        <message>
            <source>{n} s</source>
            <translation>{n} s</translation>
        </message>
        <message>
            <source>{rate} per second</source>
            <translation>{rate} por segundo</translation>
        </message>
        <message>
            <source>{time} left</source>
            <translation>quedan {time}</translation>
        </message>
    </context>
</TS>
