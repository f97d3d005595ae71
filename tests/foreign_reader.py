#!/usr/bin/python3
"""A second reader of what Watchword writes for other programs: the systems' own libraries, none of our code.

foreign_reader.py FORMAT FILE, with the password on standard input. Prints a list of
{issuer, account, secret, type} as JSON, or fails. The formats are described in docs/formats.
"""

import base64
import hashlib
import json
import os
import pty
import subprocess
import sys
import tempfile
import urllib.parse

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from nacl import bindings as sodium


def aegis(data, password):
    file = json.loads(data)
    (slot,) = file["header"]["slots"]
    key = hashlib.scrypt(
        password, salt=bytes.fromhex(slot["salt"]), n=slot["n"], r=slot["r"], p=slot["p"], dklen=32, maxmem=1 << 28
    )

    def opened(key, params, sealed):
        return AESGCM(key).decrypt(bytes.fromhex(params["nonce"]), sealed + bytes.fromhex(params["tag"]), None)

    master = opened(key, slot["key_params"], bytes.fromhex(slot["key"]))
    database = json.loads(opened(master, file["header"]["params"], base64.b64decode(file["db"])))
    return [
        {"issuer": entry["issuer"], "account": entry["name"], "secret": entry["info"]["secret"], "type": entry["type"]}
        for entry in database["entries"]
    ]


def twofas(data, password):
    file = json.loads(data)
    texts = {}
    for name in ("reference", "servicesEncrypted"):
        sealed, salt, nonce = (base64.b64decode(part) for part in file[name].split(":"))
        key = hashlib.pbkdf2_hmac("sha256", password, salt, 10_000, 32)
        texts[name] = AESGCM(key).decrypt(nonce, sealed, None)
    assert len(texts["reference"]) == 256
    return [
        {
            "issuer": service["otp"].get("issuer", ""),
            "account": service["otp"]["account"],
            "secret": service["secret"],
            "type": service["otp"]["tokenType"].lower(),
        }
        for service in json.loads(texts["servicesEncrypted"])
    ]


def ente(data, password):
    file = json.loads(data)
    params = file["kdfParams"]
    key = sodium.crypto_pwhash_alg(
        32,
        password,
        base64.b64decode(params["salt"]),
        params["opsLimit"],
        params["memLimit"],
        sodium.crypto_pwhash_ALG_ARGON2ID13,
    )
    state = sodium.crypto_secretstream_xchacha20poly1305_state()
    sodium.crypto_secretstream_xchacha20poly1305_init_pull(state, base64.b64decode(file["encryptionNonce"]), key)
    text, tag = sodium.crypto_secretstream_xchacha20poly1305_pull(state, base64.b64decode(file["encryptedData"]))
    assert tag == sodium.crypto_secretstream_xchacha20poly1305_TAG_FINAL
    entries = []
    for line in text.decode().splitlines():
        link = urllib.parse.urlsplit(line)
        query = dict(urllib.parse.parse_qsl(link.query, keep_blank_values=True))
        account = urllib.parse.unquote(link.path[1:].split(":", 1)[1])
        entries.append({"issuer": query["issuer"], "account": account, "secret": query["secret"], "type": link.netloc})
    return entries


def age(data, password):
    with tempfile.TemporaryDirectory() as folder:
        sealed, plain = os.path.join(folder, "sealed.age"), os.path.join(folder, "plain")
        with open(sealed, "wb") as file:
            file.write(data)
        # The program asks its terminal for the passphrase, and nothing else.
        child, terminal = pty.fork()
        if child == 0:
            os.execvp("age", ["age", "-d", "-o", plain, sealed])
        os.write(terminal, password + b"\n")
        try:
            while os.read(terminal, 1024):
                pass
        except OSError:
            pass
        _, status = os.waitpid(child, 0)
        if status != 0:
            sys.exit("age does not open it")
        with open(plain, "rb") as file:
            content = json.load(file)
    keys = ("issuer", "account", "secret", "type")
    return [{key: entry[key] for key in keys} for entry in content["entries"]]


def otpauth_list(data, _password):
    """Codes of the first second of 2026 as oathtool computes them, for links that it knows."""
    entries = []
    for line in data.decode().splitlines():
        link = urllib.parse.urlsplit(line)
        query = dict(urllib.parse.parse_qsl(link.query))
        if link.netloc != "totp" or query["digits"] not in "678" or query["algorithm"] not in ("SHA1", "SHA256", "SHA512"):
            continue
        command = ["oathtool", "--base32", f"--totp={query['algorithm']}", f"--digits={query['digits']}"]
        command += [f"--time-step-size={query['period']}s", "--now=2026-01-01 00:00:00 UTC", query["secret"]]
        code = subprocess.run(command, capture_output=True, check=True, text=True).stdout.strip()
        entries.append({"secret": query["secret"], "code": code})
    return entries


if __name__ == "__main__":
    form, path = sys.argv[1:]
    readers = {"aegis": aegis, "2fas": twofas, "ente": ente, "age": age, "otpauth-list": otpauth_list}
    with open(path, "rb") as file:
        content = file.read()
    print(json.dumps(readers[form](content, sys.stdin.buffer.read())))
