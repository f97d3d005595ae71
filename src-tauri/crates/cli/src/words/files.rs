//! What is said about files of other apps, English and Spanish side by side.

use super::Language;

/// A code, its sentence and its hint in English, the same in Spanish.
type Failure = (&'static str, [&'static str; 2], [&'static str; 2]);

const FAILURES: &[Failure] = &[
    (
        "bad-pin",
        ["Its PIN is of a kind that is not known.", "Add this entry by hand: `watchword add --pin -`."],
        ["Su PIN es de un tipo desconocido.", "Añada esta entrada a mano: `watchword add --pin -`."],
    ),
    (
        "damaged-entry",
        ["This row is not of the shape that the format has.", "Show its QR code in the other app and scan that."],
        ["Esta fila no tiene la forma del formato.", "Muestre su código QR en la otra aplicación y escanéelo."],
    ),
    (
        "damaged-file",
        ["The file is damaged. Nothing was taken from it.", "Export it from {app} again and copy it whole."],
        ["El archivo está dañado. No se ha tomado nada de él.", "Expórtelo otra vez desde {app} y cópielo entero."],
    ),
    (
        "encrypted-by-device",
        [
            "Its secret is sealed by a key that never leaves the phone.",
            "Show its QR code on the phone and scan that, or set the code up anew at the site.",
        ],
        [
            "Su secreto está sellado con una clave que no sale del teléfono.",
            "Muestre su código QR en el teléfono y escanéelo, o configure el código de nuevo en el sitio.",
        ],
    ),
    (
        "entry-password",
        [
            "This row has a password of its own, which is not the file's.",
            "Take that password off in the other app, then export again.",
        ],
        [
            "Esta fila tiene una contraseña propia, que no es la del archivo.",
            "Quítele esa contraseña en la otra aplicación y exporte otra vez.",
        ],
    ),
    (
        "file-cost-limit",
        [
            "Opening this file would cost more than is allowed: {found}, where {limit} is the most. Nothing was computed.",
            "The file may be hostile. Export it from {app} again with the usual settings.",
        ],
        [
            "Abrir este archivo costaría más de lo permitido: {found}, cuando el máximo es {limit}. No se ha calculado nada.",
            "El archivo puede ser hostil. Expórtelo otra vez desde {app} con los ajustes habituales.",
        ],
    ),
    (
        "file-maybe-encrypted",
        [
            "Watchword does not know this kind of file. It may be an encrypted one of {app}.",
            "If it is, give its password with --source-password-file or --source-password-fd.",
        ],
        [
            "Watchword no conoce este tipo de archivo. Puede ser uno cifrado de {app}.",
            "Si lo es, indique su contraseña con --source-password-file o --source-password-fd.",
        ],
    ),
    (
        "file-needs-consent",
        ["Opening this file takes {mib} MiB of memory.", "If you trust the file, add --accept-cost."],
        ["Abrir este archivo necesita {mib} MiB de memoria.", "Si confía en el archivo, añada --accept-cost."],
    ),
    (
        "file-password-needed",
        [
            "This export has its own password. It is the one chosen in {app}, not your vault's.",
            "Give it with --source-password-file or --source-password-fd.",
        ],
        [
            "Esta exportación tiene su propia contraseña: la elegida en {app}, no la de su bóveda.",
            "Indíquela con --source-password-file o --source-password-fd.",
        ],
    ),
    (
        "file-too-large",
        ["The file is too large.", "Files of up to 64 MiB are read."],
        ["El archivo es demasiado grande.", "Se leen archivos de hasta 64 MiB."],
    ),
    (
        "key-file-needed",
        ["This file needs its key file too.", "Give it with --source-key-file."],
        ["Este archivo necesita además su archivo de clave.", "Indíquelo con --source-key-file."],
    ),
    (
        "key-file-unusable",
        ["The key file is not of a kind that is known.", "Choose the one that {app} opens this file with."],
        ["El archivo de clave es de un tipo desconocido.", "Elija el que usa {app} para abrir este archivo."],
    ),
    (
        "no-codes-in-file",
        ["This file holds no codes.", "Look whether the export from {app} was meant to hold sign-in codes."],
        ["Este archivo no contiene códigos.", "Mire si la exportación de {app} debía contener códigos de acceso."],
    ),
    (
        "no-memory",
        ["There is not enough memory to open this file.", "Close other programs, then try again."],
        ["No hay memoria suficiente para abrir este archivo.", "Cierre otros programas e inténtelo otra vez."],
    ),
    (
        "secret-too-long",
        ["Its secret or link is longer than any site makes them.", "Show its QR code in the other app and scan that."],
        [
            "Su secreto o enlace es más largo que los de cualquier sitio.",
            "Muestre su código QR en la otra aplicación y escanéelo.",
        ],
    ),
    (
        "too-many",
        ["The file holds more entries than are read.", "Export the rest on its own."],
        ["El archivo contiene más entradas de las que se leen.", "Exporte el resto aparte."],
    ),
    (
        "unknown-file",
        [
            "Watchword does not know this kind of file.",
            "`watchword import --help` names the apps whose files it reads.",
        ],
        [
            "Watchword no conoce este tipo de archivo.",
            "`watchword import --help` nombra las aplicaciones cuyos archivos lee.",
        ],
    ),
    (
        "unknown-format",
        ["There is no format of this name: {name}.", "`watchword import --help` lists the formats."],
        ["No hay ningún formato con este nombre: {name}.", "`watchword import --help` enumera los formatos."],
    ),
    (
        "unsupported-file",
        ["This kind of file from {app} is not read.", "Export it there in another form."],
        ["Este tipo de archivo de {app} no se lee.", "Expórtelo allí de otra forma."],
    ),
    (
        "unsupported-file-bitwarden-account-restricted",
        [
            "Only the Bitwarden account that made this file can open it.",
            "Export it again in Bitwarden and choose “Password protected”.",
        ],
        [
            "Solo la cuenta de Bitwarden que hizo este archivo puede abrirlo.",
            "Expórtelo otra vez en Bitwarden y elija «Protegido con contraseña».",
        ],
    ),
    (
        "unsupported-file-database-needed",
        ["This is only the log of a database.", "Choose the database together with it."],
        ["Es solo el registro de una base de datos.", "Elija la base de datos junto con él."],
    ),
    (
        "unsupported-file-encryption",
        [
            "The file is encrypted in a way that is not known of {app}.",
            "Export it again with the usual settings, or update Watchword.",
        ],
        [
            "El archivo está cifrado de una forma desconocida en {app}.",
            "Expórtelo otra vez con los ajustes habituales o actualice Watchword.",
        ],
    ),
    (
        "unsupported-file-ente-page",
        [
            "This page of Ente Auth is for reading and holds no secrets.",
            "In Ente Auth, export as plain text or encrypted.",
        ],
        [
            "Esta página de Ente Auth es para leer y no contiene secretos.",
            "En Ente Auth, exporte como texto o cifrado.",
        ],
    ),
    (
        "unsupported-file-newer-version",
        ["The file was written by a newer {app} than is known here.", "Update Watchword, then import it again."],
        [
            "El archivo fue escrito por un {app} más nuevo de lo que se conoce aquí.",
            "Actualice Watchword e impórtelo otra vez.",
        ],
    ),
    (
        "unsupported-file-openpgp",
        ["This is a message encrypted with OpenPGP.", "Decrypt it with an OpenPGP program, then import the result."],
        ["Es un mensaje cifrado con OpenPGP.", "Descífrelo con un programa OpenPGP e importe el resultado."],
    ),
    (
        "unsupported-file-opens-on-phone-only",
        ["Only the phone can open this file.", "Set a password in {app}, then export again."],
        ["Solo el teléfono puede abrir este archivo.", "Ponga una contraseña en {app} y exporte otra vez."],
    ),
    (
        "wrong-file-password",
        [
            "That is not the password of this file. It is the one chosen in {app}, not your vault's.",
            "Nothing was changed. Capital letters and spaces count.",
        ],
        [
            "Esa no es la contraseña de este archivo. Es la elegida en {app}, no la de su bóveda.",
            "No se ha cambiado nada. Las mayúsculas y los espacios cuentan.",
        ],
    ),
    (
        "wrong-file-password-or-damaged",
        [
            "Either the password is wrong or the file is damaged: files of {app} do not tell.",
            "Try the password again; if it is right, export the file again.",
        ],
        [
            "O la contraseña es incorrecta o el archivo está dañado: los archivos de {app} no permiten saberlo.",
            "Pruebe otra vez la contraseña; si es correcta, exporte el archivo de nuevo.",
        ],
    ),
    (
        "unsupported-file-age-key",
        [
            "This age file is sealed for a key, not with a password.",
            "Decrypt it with an age program first, then import the result.",
        ],
        [
            "Este archivo age está sellado para una clave, no con una contraseña.",
            "Descífrelo primero con un programa age e importe el resultado.",
        ],
    ),
    (
        "unsupported-file-certificate",
        ["This file is sealed for the holder of a certificate.", "Export it again in {app} with a password."],
        [
            "Este archivo está sellado para quien tiene un certificado.",
            "Expórtelo otra vez en {app} con una contraseña.",
        ],
    ),
    (
        "unsupported-file-dashlane-file",
        ["This is Dashlane's own file, which is not read.", "In Dashlane, export as CSV."],
        ["Es el archivo propio de Dashlane, que no se lee.", "En Dashlane, exporte como CSV."],
    ),
    (
        "unsupported-file-keepass-1",
        ["This is a database of KeePass 1, which holds no codes.", "Convert it to KDBX in KeePass 2 or KeePassXC."],
        ["Es una base de datos de KeePass 1, que no contiene códigos.", "Conviértala a KDBX en KeePass 2 o KeePassXC."],
    ),
    (
        "unsupported-file-keepass-pre-release",
        [
            "This database comes from a trial version of KeePass 2.",
            "Save it with a current version, then import it again.",
        ],
        [
            "Esta base de datos viene de una versión de prueba de KeePass 2.",
            "Guárdela con una versión actual e impórtela otra vez.",
        ],
    ),
    (
        "unsupported-file-other-version",
        ["This version of the format of {app} is not read.", "Export it again with a current version of {app}."],
        ["Esta versión del formato de {app} no se lee.", "Expórtelo otra vez con una versión actual de {app}."],
    ),
    (
        "unsupported-file-rsa-securid",
        [
            "This is a token of RSA SecurID, whose codes only its own app makes.",
            "Ask who runs the service for another second factor.",
        ],
        [
            "Es un token de RSA SecurID, cuyos códigos solo genera su propia aplicación.",
            "Pida a quien lleva el servicio otro segundo factor.",
        ],
    ),
    (
        "unsupported-file-steam-manifest-needed",
        ["This file alone cannot be opened.", "Choose manifest.json together with it."],
        ["Este archivo solo no se puede abrir.", "Elija manifest.json junto con él."],
    ),
    (
        "unsupported-file-windows-account",
        [
            "Only the Windows account or the YubiKey that made this file can open it.",
            "Export it in {app} as text, then import that.",
        ],
        [
            "Solo la cuenta de Windows o la YubiKey que hizo este archivo puede abrirlo.",
            "Expórtelo en {app} como texto e impórtelo.",
        ],
    ),
    (
        "challenge-response",
        ["It answers a challenge: there is no code to show.", "Keep the other app for this one."],
        ["Responde a un desafío: no hay código que mostrar.", "Conserve la otra aplicación para esta entrada."],
    ),
    (
        "file-missing",
        ["It stands in a file that was not given.", "Choose all files of the export together."],
        ["Está en un archivo que no se ha dado.", "Elija juntos todos los archivos de la exportación."],
    ),
    (
        "hidden-in-file",
        [
            "Its secret stands in the file in a form that only the other app can read.",
            "Show its QR code in the other app and scan that.",
        ],
        [
            "Su secreto está en el archivo de una forma que solo la otra aplicación lee.",
            "Muestre su código QR en la otra aplicación y escanéelo.",
        ],
    ),
    (
        "response-format",
        ["Its codes are not plain decimal digits.", "Keep the other app for this one."],
        ["Sus códigos no son cifras decimales corrientes.", "Conserve la otra aplicación para esta entrada."],
    ),
    (
        "unknown-export",
        ["There is no export format of this name: {name}.", "`watchword export --help` lists the formats."],
        [
            "No hay ningún formato de exportación con este nombre: {name}.",
            "`watchword export --help` enumera los formatos.",
        ],
    ),
    (
        "plaintext-refused",
        [
            "Nothing would protect this file: whoever finds it can make the same codes.",
            "Choose an encrypted format, or add --plaintext.",
        ],
        [
            "Nada protegería este archivo: quien lo encuentre puede generar los mismos códigos.",
            "Elija un formato cifrado o añada --plaintext.",
        ],
    ),
    (
        "export-password-needed",
        ["This format is encrypted and needs a password.", "Give it with --new-password-file."],
        ["Este formato está cifrado y necesita una contraseña.", "Indíquela con --new-password-file."],
    ),
    (
        "nothing-to-export",
        ["There is no entry that can be exported so.", "Choose another format or another query."],
        ["No hay ninguna entrada que se pueda exportar así.", "Elija otro formato u otra búsqueda."],
    ),
    (
        "export-too-large",
        ["An entry is too large for this format.", "Choose another format."],
        ["Una entrada es demasiado grande para este formato.", "Elija otro formato."],
    ),
];

/// A code, what it says in English, in Spanish.
const SAYINGS: &[(&str, &str, &str)] = &[
    ("already-here", "was in the vault before", "ya estaba en la bóveda"),
    ("archived", "put away in the other app; it was left out", "archivada en la otra aplicación; se dejó fuera"),
    ("check-sum-wrong", "the check sum in its secret is wrong", "la suma de control de su secreto no cuadra"),
    ("check-text-unknown", "a check text in the file is unusual", "un texto de control del archivo es inusual"),
    (
        "conflict",
        "this name exists with another secret or other settings",
        "este nombre existe con otro secreto u otros ajustes",
    ),
    (
        "counter",
        "counter taken over at {value}: do not use it on the old device again",
        "contador tomado en {value}: no lo use más en el dispositivo anterior",
    ),
    ("counter-missing", "it has no counter; 0 was taken", "no tiene contador; se tomó 0"),
    ("group-unknown", "its group is not named in the file", "el archivo no nombra su grupo"),
    ("icon-dropped", "its icon could not be kept", "no se pudo conservar su icono"),
    ("icons-dropped", "icons beyond 32 MiB were left out", "los iconos que pasan de 32 MiB se dejaron fuera"),
    ("in-bin", "in the bin of the other app; it was left out", "en la papelera de la otra aplicación; se dejó fuera"),
    ("kept-name", "“{value}” there; the name here was kept", "«{value}» allí; se conservó el nombre de aquí"),
    (
        "kinds-not-told",
        "the file does not tell timed codes from counted ones; all were taken for timed ones",
        "el archivo no distingue códigos por tiempo de códigos por contador; todos se tomaron por tiempo",
    ),
    ("left-out", "left out", "se dejó fuera"),
    ("named", "“{value}” there", "«{value}» allí"),
    (
        "newer-version",
        "written by a newer version than is known; look whether all is there",
        "escrito por una versión más nueva de lo conocido; mire si está todo",
    ),
    (
        "newest-changes-missing",
        "the newest changes may be in the file beside it that ends in -wal; import both together",
        "los cambios más nuevos pueden estar en el archivo junto a él que acaba en -wal; importe los dos juntos",
    ),
    ("note", "with its note", "con su nota"),
    (
        "other-settings",
        "its secret is in the vault with other digits, another period or another algorithm",
        "su secreto está en la bóveda con otros dígitos, otro periodo u otro algoritmo",
    ),
    ("parts-contradict", "parts of different exports were mixed", "se mezclaron partes de exportaciones distintas"),
    ("parts-missing", "parts {missing} of {size} are missing", "faltan las partes {missing} de {size}"),
    ("pin-damaged", "its PIN cannot be read and will be asked for", "su PIN no se puede leer y se le pedirá"),
    ("pinned", "pinned here too", "fijada aquí también"),
    (
        "recovery-codes-left",
        "its recovery codes stay in the file: `watchword recovery add` keeps them under a passphrase of their own",
        "sus códigos de recuperación se quedan en el archivo: `watchword recovery add` los guarda con una frase propia",
    ),
    (
        "replaced",
        "the secret here was replaced; the old one is in its history",
        "se sustituyó el secreto de aquí; el anterior está en su historial",
    ),
    (
        "secret-shortened",
        "its secret has an unusual length; the first 16 bytes were taken",
        "su secreto tiene una longitud inusual; se tomaron los primeros 16 bytes",
    ),
    ("tags", "tags: {value}", "etiquetas: {value}"),
    ("text-cut", "a long text was cut", "se cortó un texto largo"),
    ("text-damaged", "a name has damaged letters", "un nombre tiene letras dañadas"),
    ("too-many-groups", "more groups than are read", "más grupos de los que se leen"),
    ("took-name", "“{value}” here before", "antes «{value}» aquí"),
    ("algorithm", "its hash is not known there", "su hash no se conoce allí"),
    ("digits", "its number of digits is not known there", "su número de cifras no se conoce allí"),
    ("favourite", "that it is pinned", "que está fijada"),
    ("groups", "its tags", "sus etiquetas"),
    ("groups-but-first", "its tags but the first", "sus etiquetas menos la primera"),
    ("icon", "its icon", "su icono"),
    ("kind", "its kind of code is not known there", "su tipo de código no se conoce allí"),
    ("name-cut", "the end of its name", "el final de su nombre"),
    ("no-issuer", "that it has no service", "que no tiene servicio"),
    ("period", "its period is not known there", "su periodo no se conoce allí"),
    ("pin", "its PIN", "su PIN"),
    ("read-as-steam", "its kind: it is read as Steam there", "su tipo: allí se lee como Steam"),
    ("recovery-codes", "its recovery codes", "sus códigos de recuperación"),
    ("secret-text", "its secret has another form there", "su secreto tiene otra forma allí"),
];

/// The sentence of a failure and its hint.
pub(super) fn failure(language: Language, code: &str) -> Option<(&'static str, &'static str)> {
    let (_, english, spanish) = FAILURES.iter().find(|(known, ..)| *known == code)?;
    let [sentence, hint] = match language {
        Language::English => english,
        Language::Spanish => spanish,
    };
    Some((sentence, hint))
}

/// What is noted about a row or a file.
pub(super) fn saying(language: Language, code: &str) -> Option<&'static str> {
    let (_, english, spanish) = SAYINGS.iter().find(|(known, ..)| *known == code)?;
    Some(match language {
        Language::English => english,
        Language::Spanish => spanish,
    })
}
