"""Writes the databases that need a key file, with pykeepass, and opens them again.

    python3 make_kdbx.py FOLDER

Salts are new each time: written once, the files stay as they are.
"""

import hashlib
import pathlib
import sys

import pykeepass

ADDRESS = (
    "otpauth://totp/Quill%20%26%20Ink:mara@example.org?secret=3GHO7OE475WZW56ZBPWTDSQR7N5XWM6V"
    "&issuer=Quill%20%26%20Ink&algorithm=SHA1&digits=6&period=30"
)
DATABASES = {
    "keepass-kdbx4-twofish-keyfile.kdbx": ("Plover-77 über", "twofish"),
    "keepass-kdbx4-keyfile-only.kdbx": (None, "aes256"),
}


def write_key_file(path):
    key = hashlib.sha256(b"watchword vectors key file").digest()
    check = hashlib.sha256(key).hexdigest()[:8].upper()
    digits = key.hex().upper()
    parts = [digits[start : start + 8] for start in range(0, 64, 8)]
    path.write_text(
        f"""<?xml version="1.0" encoding="UTF-8"?>
<KeyFile>
\t<Meta>
\t\t<Version>2.0</Version>
\t</Meta>
\t<Key>
\t\t<Data Hash="{check}">
\t\t\t{" ".join(parts[:4])}
\t\t\t{" ".join(parts[4:])}
\t\t</Data>
\t</Key>
</KeyFile>
"""
    )


def write_database(path, key_file, password, cipher):
    database = pykeepass.create_database(str(path), password=password, keyfile=str(key_file))
    header = database.kdbx.header.value.dynamic_header
    derivation = header.kdf_parameters.data.dict
    derivation["M"].value, derivation["I"].value, derivation["P"].value = 8 << 20, 2, 2
    header.cipher_id.data = cipher
    database.add_entry(database.root_group, "Quill & Ink", "mara@example.org", "pw").otp = ADDRESS
    database.save()
    pykeepass.PyKeePass(str(path), password=password, keyfile=str(key_file))


def main():
    folder = pathlib.Path(sys.argv[1])
    key_file = folder / "keepass.keyx"
    write_key_file(key_file)
    for name, (password, cipher) in DATABASES.items():
        write_database(folder / name, key_file, password, cipher)


main()
