//! The texts in Spanish.

use super::Message;

/// The text of a message.
pub(super) fn text(message: Message) -> &'static str {
    match message {
        Message::ErrorLabel => "error:",
        Message::AskPassword => "Contraseña:",
        Message::AskNewPassword => "Nueva contraseña:",
        Message::AskAgain => "Otra vez:",
        Message::AskSourcePassword => "Contraseña de la copia:",
        Message::AskRecoveryKey => "Clave de recuperación:",
        Message::AskSecret => "Secreto:",
        Message::AskPin => "PIN:",
        Message::AskCost => "Esta contraseña necesita {mib} MiB de memoria y unos {seconds} s. ¿Seguir? [s/N]",
        Message::AskErase => {
            "Se eliminan definitivamente, solo las copias antiguas las tienen: {names}. Escriba «delete {count}» para seguir:"
        }
        Message::KeyringSilent => "El llavero del sistema no respondió. Escriba su contraseña; su bóveda está bien.",
        Message::VaultMade => "Se ha creado una bóveda en {folder}.",
        Message::RecoveryKeyFollows => {
            "La clave de recuperación abre la bóveda si olvida la contraseña. Se muestra solo esta vez: guárdela en papel."
        }
        Message::NoRecoveryKey => "No hay clave de recuperación: nadie puede abrir esta bóveda sin su contraseña.",
        Message::AddedCount => "Añadidas: {count}. `watchword undo` lo deshace.",
        Message::UpdatedCount => "Conocidas con otro nombre, que ahora también se encuentra: {count}.",
        Message::AlreadyThere => "Ya está en la bóveda: {name}",
        Message::LeftOutConflict => "Omitida, este nombre existe con otro secreto u otros ajustes: {name}",
        Message::LeftOut => "Omitida: {name} {reason}",
        Message::PicturesHoldSecrets => {
            "Quien vea estas imágenes puede generar los mismos códigos. Bórrelas cuando se hayan leído."
        }
        Message::FolderCut => " Hay más de lo que se miró.",
        Message::FolderRead => "{folder}: {pictures} imágenes, {others} archivos de otro tipo omitidos.{cut}",
        Message::Oddity => "{name}: {warning}",
        Message::Trashed => "En la papelera: {name}",
        Message::Restored => "Sacada de la papelera: {name}",
        Message::Erased => "Eliminada definitivamente: {name}",
        Message::Renamed => "Renombrada: {name}",
        Message::Edited => "Cambiada: {name}",
        Message::Tagged => "Etiquetada: {name}",
        Message::Pinned => "Fijada: {name}",
        Message::Unpinned => "Ya no está fijada: {name}",
        Message::Undone => "Deshecho: {name}",
        Message::Redone => "Rehecho: {name}",
        Message::WentBack => "La bóveda es la de entonces: {name}. Lo posterior está en la papelera.",
        Message::Unchanged => "Nada que cambiar: {name}",
        Message::CountEntries => "{count} entradas",
        Message::CopiedCurrent => "{name}: código actual copiado, sirve durante {seconds} s.",
        Message::CopiedNext => "{name}: código siguiente copiado, empieza en {wait} s, dura {seconds} s.",
        Message::CopiedCounter => "{name}: código {counter} copiado. Sirve hasta que se use el siguiente.",
        Message::ClipboardClears => "El portapapeles se vacía en {seconds} s.",
        Message::ClipboardKept => "El portapapeles lo conserva: así está en los ajustes.",
        Message::ClipboardRefused => "El sistema no aceptó el código. Aquí está:",
        Message::Waiting => "Esperando {seconds} s el código nuevo.",
        Message::NamesApplied => "Renombradas: {count}. `watchword undo` lo deshace.",
        Message::NamesGood => "Todos los nombres dicen lo que deben.",
        Message::NamesHow => "Nombres mejores a mano: {count}. `watchword names --apply` los toma.",
        Message::HeadBetter => "MEJOR",
        Message::HeadTrouble => "QUÉ FALLA",
        Message::HeadName => "NOMBRE",
        Message::HeadLogin => "USUARIO",
        Message::HeadTags => "ETIQUETAS",
        Message::HeadFound => "HALLADO EN",
        Message::HeadPicture => "IMAGEN",
        Message::HeadState => "ESTADO",
        Message::HeadVersion => "VERSIÓN",
        Message::HeadDate => "FECHA",
        Message::HeadEntries => "ENTRADAS",
        Message::HeadWhy => "MOTIVO",
        Message::HeadPlace => "GUARDADA COMO",
        Message::HeadProven => "COMPROBADA",
        Message::HeadTrashed => "EN LA PAPELERA DESDE",
        Message::FieldId => "id",
        Message::FieldName => "nombre",
        Message::FieldIssuer => "emisor",
        Message::FieldAccount => "cuenta",
        Message::FieldLogin => "usuario",
        Message::FieldTags => "etiquetas",
        Message::FieldNote => "nota",
        Message::FieldType => "tipo",
        Message::FieldAlgorithm => "algoritmo",
        Message::FieldDigits => "dígitos",
        Message::FieldPeriod => "periodo",
        Message::FieldCounter => "contador",
        Message::FieldPinned => "fijada",
        Message::FieldAdded => "añadida",
        Message::FieldOldNames => "nombres anteriores",
        Message::FieldOriginal => "etiqueta original",
        Message::FieldSecret => "secreto",
        Message::FieldPin => "PIN",
        Message::FieldLink => "enlace",
        Message::Yes => "sí",
        Message::No => "no",
        Message::StateNew => "nueva",
        Message::StateSame => "en la bóveda",
        Message::StateRenamed => "en la bóveda como {existing}",
        Message::StateConflict => "el nombre existe con otro secreto u otros ajustes",
        Message::StateUnusable => "no se puede usar: {reason}",
        Message::UnknownCode => "{picture}: el código {number} no es de inicio de sesión.",
        Message::PartsMissing => "Exportación de Google: partes {found} de {size} encontradas. Faltan: {missing}.",
        Message::ProblemAt => "{source}: {reason}",
        Message::NothingSaved => "No se ha guardado nada. Con --add sí.",
        Message::PlaceRing => "versión",
        Message::PlaceBackup => "copia",
        Message::PlaceUnfinished => "guardado sin terminar",
        Message::BackupMade => "Copia escrita y releída: {count} entradas.",
        Message::RehearsalGood => "La copia se abre y contiene las {count} entradas con el secreto correcto.",
        Message::NotInBackup => "No está en la copia, o con otro secreto: {name}",
        Message::Adopted => "La copia es ahora la bóveda en {folder}: {count} entradas.",
        Message::Recovered => {
            "Esta versión vuelve a ser la bóveda: {count} entradas. El archivo dañado se ha apartado."
        }
        Message::BroughtBack => "Añadidas desde la copia: {count}. `watchword undo` lo deshace.",
        Message::NothingLacks => "La bóveda tiene todo lo que hay en esta copia.",
        Message::PasswordSet => "La contraseña ha cambiado. Las copias antiguas conservan la suya.",
        Message::RecoveryKeyGood => "Esta clave de recuperación abre la bóveda.",
        Message::RememberedUntil => "Este equipo se recuerda hasta {time}.",
        Message::NotRemembered => "Este equipo no se recuerda.",
        Message::Forgotten => "Este equipo se ha olvidado: la próxima orden pide la contraseña.",
        Message::WindowStays => "Una ventana abierta se bloquea sola, o al momento con Ctrl+L.",
        Message::DoctorFolder => "Carpeta: {folder}",
        Message::DoctorWhole => "Bóveda: íntegra, revisión {revision}",
        Message::DoctorDamaged => "Bóveda: dañada, {bytes} bytes",
        Message::DoctorMissing => "Bóveda: falta, aunque aquí hubo una",
        Message::DoctorAbsent => "Bóveda: ninguna",
        Message::DoctorNewer => "Bóveda: de un formato más nuevo, versión {major}",
        Message::DoctorUnreadable => "Bóveda: no se puede leer ({code})",
        Message::DoctorPassword => "Acceso: contraseña, {mib} MiB × {passes}",
        Message::DoctorWeakPassword => "Acceso: contraseña, {mib} MiB × {passes}: más débil que en una bóveda nueva",
        Message::DoctorRecovery => "Acceso: clave de recuperación",
        Message::DoctorOtherWay => "Acceso: de un tipo que esta versión no conoce",
        Message::DoctorDevice => "Acceso: este equipo se recuerda o se recordaba",
        Message::DoctorSeen => "Revisión más alta vista en este equipo: {revision}",
        Message::DoctorHeld => "En uso ahora mismo por el proceso {pid}",
        Message::DoctorOrphans => "Restos de guardados sin terminar: {count}; el próximo inicio los quita",
        Message::DoctorAside => "Archivos dañados apartados: {count}",
        Message::DoctorVersions => "Versiones guardadas: {count}, íntegras: {whole}",
        Message::DoctorRestore => "`watchword backup restore VERSIÓN` convierte una de ellas en la bóveda otra vez.",
        Message::AskPassphrase => "Frase de los códigos de recuperación:",
        Message::AskNewPassphrase => "Nueva frase para los códigos de recuperación:",
        Message::CodesUnderstood => "Códigos: {count}. Líneas omitidas: {left_out}. No se ha guardado nada.",
        Message::CodesKept => {
            "{name}: {count} códigos guardados, quedan {left}. Líneas omitidas: {left_out}. `watchword undo` lo deshace."
        }
        Message::CodesKnown => "{name}: todos están ya guardados.",
        Message::CodesLeft => "quedan {left} de {count} códigos de recuperación",
        Message::CodeUsed => "usado",
        Message::CodeTicked => "Marcado como usado: código {number}. Quedan: {left}. `watchword undo` lo deshace.",
        Message::CodeUnticked => "Ya no está marcado: código {number}. Quedan: {left}.",
        Message::CodeWasUsed => "El código {number} ya estaba marcado. Quedan: {left}.",
        Message::CodeWasNotUsed => "El código {number} no estaba marcado. Quedan: {left}.",
        Message::SheetTitle => "Códigos de recuperación",
        Message::SheetHow => "Cada código sirve una vez. Táchelo cuando lo use.",
        Message::SheetPrinted => "A fecha de {date}.",
        Message::SheetWritten => "El archivo contiene los códigos sin cifrar: elimínelo cuando lo haya imprimido.",
        Message::PassphraseSet => "La frase ha cambiado. Las copias antiguas conservan la de entonces.",
        Message::ManWritten => "Páginas de manual escritas: {count}",
        Message::AskFilePassword => "Contraseña de {file}, la elegida en {app}:",
        Message::CameAcross => "Han llegado {came} de {of} entradas.",
        Message::MatchWords => "El archivo y la bóveda dan las mismas cuatro palabras: {words}",
        Message::MatchWordsDiffer => "El archivo y la bóveda dan palabras distintas. Archivo: {file}. Bóveda: {vault}.",
        Message::MayClear => {
            "No queda nada que solo tenga el dispositivo anterior. Pruebe un código en su sitio antes de borrarlo."
        }
        Message::KeepDevice => "Conserve el dispositivo anterior por ahora. Entradas que solo están allí: {count}.",
        Message::ImportUndo => "`watchword undo` deshace toda la importación.",
        Message::ConflictHow => {
            "Donde un nombre existe con otro secreto u otros ajustes: --on-conflict keep-both o replace."
        }
        Message::NotCodes => "{source}: elementos sin código: {count}.",
        Message::NothingImported => "No se ha guardado nada. Sin --dry-run sí.",
        Message::ReceiptWritten => "El recibo está en {file}.",
        Message::Plain => "{text}",
        Message::HeadRow => "FILA",
        Message::HeadOutcome => "RESULTADO",
        Message::HeadWhat => "QUÉ PASÓ",
        Message::OutcomeMoved => "traída",
        Message::OutcomeChanged => "cambiada",
        Message::OutcomeUnsupported => "no admitida",
        Message::OutcomeSkipped => "omitida",
        Message::StateAhead => "en la bóveda; su contador pasa a {counter}",
        Message::SheetLanguage => "es",
        Message::ExportSheetTitle => "Códigos de acceso de Watchword",
        Message::ExportSheetWarning => {
            "Quien tenga esta hoja puede generar estos códigos. Guárdela donde guarda su pasaporte."
        }
        Message::ExportSheetSecret => "Secreto",
        Message::ExportLoses => "{name} pierde: {what}",
        Message::ExportLeftOut => "No exportada: {name}, {why}",
        Message::Exported => "Completas: {complete}. Con pérdidas: {lossy}. No exportadas: {left}.",
    }
}

/// The sentence of a failure and its hint.
pub(super) fn failure(code: &str) -> Option<(&'static str, &'static str)> {
    Some(match code {
        "already-there" => ("Ya está en la bóveda con el mismo secreto: {name}.", "No hay nada que añadir."),
        "altered" => (
            "El archivo de la bóveda fue alterado o está dañado.",
            "`watchword doctor` muestra las versiones íntegras; `watchword backup restore` recupera una.",
        ),
        "ambiguous" => (
            "«{name}» puede referirse a varias entradas.",
            "Nombre una por su id o su nombre completo, o tome el mejor resultado con --first.",
        ),
        "bad-counter" => ("El contador está fuera de rango.", "Indique un contador de 0 a 18446744073709551614."),
        "bad-digits" => {
            ("Los códigos de este tipo no tienen tantos dígitos.", "Omita --digits para la longitud habitual.")
        }
        "bad-hotkey" => {
            ("Esta tecla no se puede usar: {keys}.", "Póngale Ctrl, Alt o Súper delante, como en Ctrl+Alt+Space.")
        }
        "bad-period" => ("El periodo está fuera de rango.", "La mayoría de los servicios usan 30 segundos."),
        "bad-secret" => (
            "Con este secreto no se pueden calcular códigos.",
            "Los secretos son Base32: letras y las cifras 2 a 7. 0, 1, 8 y 9 son errores al teclear.",
        ),
        "bad-setting" => (
            "El archivo de ajustes no se entiende; se ha dejado como está.",
            "Corrija {file} en la carpeta de la bóveda, o apártelo.",
        ),
        "bad-template" => {
            ("Esto no puede ser una plantilla de nombres.", "Una plantilla contiene account, login o tenant.")
        }
        "bad-time" => ("«{time}» no es una hora.", "Use RFC 3339, por ejemplo 2026-11-24T08:00:00Z, o segundos Unix."),
        "clipboard-empty" => (
            "No hay ninguna imagen ni enlace en el portapapeles.",
            "Copie una imagen de un código QR y vuelva a intentarlo.",
        ),
        "clipboard-refused" => (
            "El sistema no aceptó el código.",
            "El portapapeles necesita una sesión de escritorio; `watchword code` muestra el código.",
        ),
        "confirmation-needed" => {
            ("Eliminar definitivamente necesita confirmación.", "Añada --yes si no hay terminal donde preguntar.")
        }
        "confirmation-wrong" => {
            ("Esa no era la confirmación. No se ha cambiado nada.", "Escriba las palabras exactamente como se piden.")
        }
        "conflict" => (
            "Este nombre existe con otro secreto u otros ajustes: {name}.",
            "Añádala con otro nombre (--issuer, --account), o mueva antes la antigua a la papelera: `watchword rm`.",
        ),
        "cost-limit" => (
            "Calcular la clave de esta contraseña necesitaría más memoria o tiempo de lo permitido.",
            "El archivo puede ser hostil. No se ha calculado nada.",
        ),
        "damaged" => (
            "El archivo está dañado.",
            "`watchword doctor` muestra las versiones íntegras; `watchword backup restore` recupera una.",
        ),
        "damaged-migration" => {
            ("Esta exportación de Google está dañada.", "Exporte otra vez en el teléfono y haga una nueva captura.")
        }
        "damaged-picture" => ("La imagen está dañada.", "Guárdela o cópiela otra vez."),
        "desktop-refused" => ("El escritorio no aceptó este ajuste.", "Queda como estaba."),
        "disk-full" => (
            "No se pudo guardar: el disco está lleno.",
            "No se ha cambiado nada. Libere espacio y vuelva a intentarlo.",
        ),
        "empty-secret" => ("El secreto está vacío.", "Escríbalo o envíelo por la entrada tras --secret -."),
        "entry-gone" => ("Esa entrada ya no existe.", "`watchword list` muestra las que hay."),
        "exists" => ("Aquí ya hay algo; no se ha sobrescrito.", "Elija otro lugar."),
        "file-not-found" => ("No existe ese archivo.", "Revise su nombre y su carpeta."),
        "file-unreadable" => ("{file} no se puede leer.", "Compruebe que existe y que se puede leer."),
        "hotkey-taken" => ("Otro programa ya usa la tecla {keys}.", "Elija otra tecla para la búsqueda rápida."),
        "hotkey-unsupported" => (
            "Este escritorio no da teclas propias a los programas.",
            "Asigne una tecla a `watchword-app --quick` en los ajustes del escritorio.",
        ),
        "internal" => (
            "Ha ocurrido algo inesperado {detail}.",
            "No se ha cambiado nada. Por favor, comuníquelo con la salida de `watchword doctor`.",
        ),
        "is-migration" => (
            "Es parte de una exportación de Google, no una entrada.",
            "`watchword add` y `watchword scan --add` también aceptan exportaciones.",
        ),
        "keyring-silent" => (
            "El llavero del sistema no respondió.",
            "No se ha recordado nada. Su bóveda está bien; su contraseña la abre.",
        ),
        "link-too-long" => ("El enlace es demasiado largo.", "Compruebe que se copió entero y solo."),
        "links-off" => ("Se recibió un enlace y abrir enlaces está desactivado.", "Actívelo en los ajustes."),
        "locked" => ("La bóveda está bloqueada.", "Indique su contraseña."),
        "migration-too-large" => {
            ("Esta exportación de Google es demasiado grande.", "Exporte menos entradas cada vez.")
        }
        "needs-consent" => (
            "Esta contraseña necesita {mib} MiB de memoria y unos {seconds} s.",
            "Si confía en el archivo, añada --accept-cost.",
        ),
        "newer-version" => {
            ("Esto lo escribió un Watchword más nuevo.", "Actualice, o expórtelo allí para la versión 1.")
        }
        "no-better-name" => (
            "No hay ningún nombre mejor que tomar.",
            "`watchword names` muestra lo que se propone; `watchword rename` pone cualquier nombre.",
        ),
        "no-code-in-picture" => ("No contiene ningún código QR.", "El código debe verse entero, nítido y sin tapar."),
        "no-code-left" => (
            "Todos los códigos de recuperación están usados.",
            "El sitio puede darle otros; `watchword recovery add --replace` los guarda.",
        ),
        "no-codes-in-text" => (
            "En el texto no se encontró ningún código de recuperación.",
            "Pegue los códigos como los dio el sitio; `--dry-run` muestra lo que se entiende.",
        ),
        "no-code-on-screen" => {
            ("No hay ningún código QR en la pantalla.", "El código debe verse entero, nítido y sin tapar.")
        }
        "no-data-folder" => {
            ("El sistema no indica dónde están sus archivos.", "Nombre la carpeta de la bóveda con --vault.")
        }
        "no-permission" => {
            ("El sistema no lo permite.", "No se ha cambiado nada. Revise los permisos de la carpeta de la bóveda.")
        }
        "no-recovery-codes" => (
            "Aquí no hay códigos de recuperación guardados.",
            "`watchword recovery add NOMBRE` los guarda, pegados o por una tubería.",
        ),
        "no-screen" => (
            "No se puede obtener una imagen de la pantalla.",
            "Hace falta un escritorio. Si no da ninguna, haga la captura con él y use --clipboard.",
        ),
        "no-secret" => ("El enlace no tiene secreto.", "Pida al sitio un nuevo código QR."),
        "no-such-code" => ("No existe el código {number}.", "`watchword recovery list NOMBRE --reveal` los numera."),
        "no-terminal" => (
            "La bóveda está bloqueada y no hay terminal donde pedir la contraseña.",
            "Indique --password-file o --password-fd, o recuerde este equipo: `watchword remember on`.",
        ),
        "no-vault" => (
            "Aquí no hay ninguna bóveda todavía.",
            "`watchword init` crea una; `watchword backup restore ARCHIVO` recupera una.",
        ),
        "no-version" => {
            ("No existe esa versión ni copia.", "`watchword backup list` y `watchword doctor` muestran las que hay.")
        }
        "not-a-link" => ("No es un enlace otpauth.", "Un enlace empieza por otpauth:// u otpauth-migration://."),
        "not-a-picture" => ("No es una imagen.", "Las imágenes son PNG, JPEG, WebP, BMP o GIF."),
        "not-a-vault" => {
            ("No es una bóveda de Watchword ni una copia de una.", "Compruebe que es el archivo correcto.")
        }
        "not-found" => {
            ("Nada coincide con «{name}».", "`watchword list` muestra lo que hay; en la papelera no se busca.")
        }
        "not-in-trash" => ("Nada en la papelera coincide con «{name}».", "`watchword trash list` muestra lo que hay."),
        "not-timed" => (
            "Los códigos de esta entrada van por contador, no por hora.",
            "Cada `watchword code` crea el siguiente; --next, --wait y --at son para códigos por hora.",
        ),
        "nothing-new-on-screen" => {
            ("No hay nada nuevo en la pantalla.", "Muestre el código siguiente y vuelva a escanear.")
        }
        "nothing-to-move" => (
            "Ninguna de estas entradas se puede dibujar así.",
            "Sin --google se puede dibujar cualquier tipo de entrada.",
        ),
        "nothing-to-redo" => ("No hay nada que rehacer.", "Solo se puede rehacer lo último que se deshizo."),
        "nothing-to-undo" => {
            ("No hay nada que deshacer.", "Se pueden deshacer los últimos cincuenta cambios, cada uno una vez.")
        }
        "passphrase-empty" => ("La frase está vacía.", "Escriba la frase de los códigos de recuperación."),
        "passphrase-is-password" => (
            "Esa es la contraseña de la bóveda.",
            "Elija otra para los códigos de recuperación: es para el día en que alguien conozca la contraseña.",
        ),
        "password-empty" => ("La contraseña está vacía.", "Elija una larga y que solo usted conozca."),
        "password-file-shared" => {
            ("Otros pueden leer {file}, así que no se ha usado.", "Hágalo solo suyo: chmod 600 {file}")
        }
        "password-too-long" => ("La contraseña supera los 1.024 bytes.", "Elija una más corta."),
        "passwords-differ" => ("Las dos contraseñas no son iguales.", "No se ha cambiado nada. Inténtelo de nuevo."),
        "picture-ending" => ("El nombre de la imagen no dice su tipo.", "Debe acabar en .png o .svg."),
        "picture-too-large" => (
            "La imagen es demasiado grande.",
            "Como máximo 16.384 píxeles por lado y 256 MiB. Recorte la parte con el código.",
        ),
        "pin-needed" => (
            "Los códigos de este tipo necesitan un PIN.",
            "Añádalo con --pin -. El PIN de Yandex tiene de 4 a 16 cifras.",
        ),
        "proof-failed" => (
            "La copia se abre, pero no contiene todo lo que hay en la bóveda.",
            "Haga una nueva: `watchword backup create`.",
        ),
        "qr-too-long" => ("El enlace es demasiado largo para un código QR.", "Acorte su nombre o su nota."),
        "read-only" => (
            "Esta bóveda solo se puede leer.",
            "Es de un formato más nuevo, o más antigua que la vista en este equipo: la ventana ofrece entonces seguir con ella.",
        ),
        "recovery-closed" => (
            "Los códigos de recuperación están cerrados.",
            "Ábralos con su frase: --passphrase-file, --passphrase-fd, o escrita en un terminal.",
        ),
        "recovery-damaged" => (
            "Los códigos de recuperación de esta entrada no se pueden leer.",
            "No se ha cambiado nada. Una versión anterior de la bóveda puede tenerlos: `watchword backup list`.",
        ),
        "recovery-key-length" => (
            "Una clave de recuperación tiene 36 símbolos.",
            "Escriba los nueve grupos; mayúsculas, espacios y guiones no importan.",
        ),
        "recovery-key-typo" => {
            ("Hay un error en la clave de recuperación.", "Compárela con el papel, grupo por grupo.")
        }
        "review-changed" => {
            ("Otro proceso ha cambiado la bóveda mientras tanto.", "No se añadió nada. Inténtelo de nuevo.")
        }
        "screen-not-allowed" => (
            "El sistema no permitió una imagen de la pantalla.",
            "Permítala en los ajustes del escritorio, o copie una imagen y use --clipboard.",
        ),
        "secret-source" => ("No se pudo leer nada de {source}.", "Debe contener una línea de texto."),
        "showing-over" => ("Las imágenes se cerraron: pasó un minuto.", "Inténtelo de nuevo."),
        "too-many-codes" => (
            "Con una entrada no caben más de {limit} códigos.",
            "Guarde los del último juego: `watchword recovery add --replace`.",
        ),
        "typing-focus" => ("{program} no pasó al frente y no se escribió nada.", "En su lugar se copió el código."),
        "typing-interrupted" => {
            ("El programa perdió el foco mientras se escribía el código.", "En su lugar se copió el código.")
        }
        "typing-keys-held" => ("Había una tecla pulsada y no se escribió nada.", "En su lugar se copió el código."),
        "typing-layout" => {
            ("El teclado no tiene tecla para una letra de este código.", "En su lugar se copió el código.")
        }
        "typing-no-program" => ("No hay otro programa en el que escribir.", "En su lugar se copió el código."),
        "typing-unsupported" => {
            ("Este escritorio no permite que los programas escriban.", "En su lugar se copió el código.")
        }
        "unknown-algorithm" => (
            "Este algoritmo no se conoce o no va con este tipo.",
            "Se conocen SHA1, SHA224, SHA256, SHA384 y SHA512; MD5 para mOTP.",
        ),
        "unknown-type" => ("Este tipo de código no se conoce.", "Se conocen totp, hotp, steam, motp y yandex."),
        "unsupported-picture" => ("Este tipo de imagen no se lee.", "Guárdela como PNG o JPEG."),
        "usage" => ("Uso incorrecto: {message}", "`watchword --help` muestra las órdenes y sus opciones."),
        "vault-busy" => {
            ("Otro proceso tiene la bóveda: {pid}.", "No se ha cambiado nada. Vuelva a intentarlo cuando termine.")
        }
        "vault-missing" => (
            "El archivo de la bóveda ya no está, aunque aquí hubo uno.",
            "`watchword doctor` muestra las versiones íntegras; `watchword backup restore` recupera una.",
        ),
        "wait" => ("Demasiadas contraseñas erróneas. Espere {seconds} s.", "No se ha cambiado nada."),
        "wrong-passphrase" => (
            "Esa no es la frase de estos códigos de recuperación. No se ha cambiado nada.",
            "No es la contraseña de la bóveda. Si se ha perdido, el sitio puede darle códigos nuevos.",
        ),
        "wrong-password" => (
            "Esa no es la contraseña de esta bóveda. No se ha cambiado nada.",
            "`watchword password forget` pone una nueva con la clave de recuperación.",
        ),
        _ => return None,
    })
}

/// Why a version was made; an act of a newer version says its own name.
pub(super) fn act(what: &str) -> Option<&'static str> {
    Some(match what {
        "created" => "bóveda creada",
        "added" => "añadidas",
        "edited" => "cambiadas",
        "renamed" => "renombradas",
        "tagged" => "etiquetadas",
        "icon" => "otro icono",
        "pinned" => "fijadas",
        "unpinned" => "ya no fijadas",
        "trashed" => "a la papelera",
        "restored" => "fuera de la papelera",
        "erased" => "eliminadas",
        "counter" => "código usado",
        "imported" => "importadas",
        "undone" => "deshecho",
        "redone" => "rehecho",
        "moved" => "movidas",
        "password" => "nueva contraseña",
        "recovery-key" => "nueva clave de recuperación",
        "slot" => "accesos",
        "restored-version" => "vuelta atrás",
        "recovery-added" => "códigos de recuperación guardados",
        "recovery-replaced" => "códigos de recuperación sustituidos",
        "recovery-used" => "código de recuperación usado",
        "recovery-unused" => "código de recuperación desmarcado",
        "recovery-passphrase" => "nueva frase de los códigos de recuperación",
        "before-restore" => "antes de volver atrás",
        "merged" => "combinada",
        _ => return None,
    })
}

/// What is odd about a row.
pub(super) fn warning(code: &str) -> Option<&'static str> {
    Some(match code {
        "secret-short" => "su secreto es más corto de lo que pide la norma",
        "counter-missing" => "su enlace no tiene contador; se ha tomado 0",
        _ => return None,
    })
}

/// What is wrong with a name.
pub(super) fn trouble(key: &str) -> Option<&'static str> {
    Some(match key {
        "no-issuer" => "no dice de qué servicio es",
        "only-email" => "solo una dirección de correo",
        "issuer-is-email" => "una dirección de correo en lugar del servicio",
        "issuer-is-host" => "una dirección web en lugar del servicio",
        "issuer-is-account" => "el servicio y la cuenta son lo mismo",
        "twin" => "otra entrada tiene el mismo nombre",
        "numbered-copy" => "solo un número la distingue",
        "rubbish" => "signos que no dicen nada",
        "spelling" => "el servicio se escribe de otra forma",
        "near-twin" => "a una letra de otra",
        _ => return None,
    })
}

/// What a proposed name rests on.
pub(super) fn evidence(key: &str) -> Option<&'static str> {
    Some(match key {
        "host" => "El código nombra su página de acceso.",
        "link" => "El enlace del portapapeles es suyo.",
        "file-name" => "Lo dice el nombre de la imagen.",
        "page-title" => "Lo dice el título de la página.",
        "vault" => "La mayoría de sus entradas son de este servicio.",
        "ending" => "Su final es uno conocido.",
        "email" => "El dominio de su dirección de correo es del servicio.",
        "known-service" => "El servicio es conocido y se escribe así.",
        "misspelling" => "Un servicio conocido está a un desliz.",
        "spelling" => "La mayoría de sus entradas de este servicio se escriben así.",
        "label" => "Lo dice su propia etiqueta.",
        "login" => "Su usuario la distingue.",
        _ => return None,
    })
}

/// Why an entry is in no QR code of a form.
pub(super) fn left_out(why: &str) -> Option<&'static str> {
    Some(match why {
        "empty-secret" => "No tiene secreto.",
        "move-kind" => "Esta exportación no conoce códigos de su tipo.",
        "move-period" => "Esta exportación solo conoce periodos de 30 segundos.",
        "move-digits" => "Esta exportación solo conoce seis y ocho dígitos.",
        "move-algorithm" => "Esta exportación solo conoce SHA1, SHA256 y SHA512.",
        "move-counter" => "Su contador es demasiado alto para esta exportación.",
        "move-too-long" => "Es demasiado larga para un código.",
        _ => return None,
    })
}
