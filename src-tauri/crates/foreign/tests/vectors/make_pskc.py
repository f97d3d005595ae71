"""Writes the PSKC vectors (RFC 6030) beside this script's folder argument, and checks them by decrypting.

    python3 make_pskc.py FOLDER

Needs the package `cryptography`. Salts and initialisation vectors are fixed, so that the files stay the same:
never use them as examples of randomness.
"""

import base64
import hashlib
import hmac
import json
import pathlib
import sys
from xml.sax.saxutils import escape

from cryptography.hazmat.primitives import padding
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

NS = "urn:ietf:params:xml:ns:keyprov:pskc"
ACCOUNTS = [
    ("totp", "Quill & Ink", "mara@example.org", "3GHO7OE475WZW56ZBPWTDSQR7N5XWM6V", "SHA1", 6, 30, None),
    ("totp", "", "harbour-7", "FCFGTYG67OWHBZHAMEUWRDR2SAWNJOLFECJT7UQ43RLJRUWKUINA", "SHA256", 8, 60, None),
    ("hotp", "Tern Mail", "olu", "FWZVXZX3KWDCIZOEW5KP6ZIC6WUYDIWY", "SHA1", 6, None, 41),
]
PASSWORD = "Plover-77 über".encode()
PRESHARED = bytes.fromhex("a46ff34b0cabfc1f1bf6a1e1e2fdc3a7")


def b64(data):
    return base64.b64encode(data).decode()


def secret_bytes(text):
    return base64.b32decode(text + "=" * (-len(text) % 8))


def encrypt(key, plain, iv):
    padder = padding.PKCS7(128).padder()
    padded = padder.update(plain) + padder.finalize()
    encryptor = Cipher(algorithms.AES(key), modes.CBC(iv)).encryptor()
    return iv + encryptor.update(padded) + encryptor.finalize()


def decrypt(key, data):
    decryptor = Cipher(algorithms.AES(key), modes.CBC(data[:16])).decryptor()
    plain = decryptor.update(data[16:]) + decryptor.finalize()
    return plain[: -plain[-1]]


def key_element(number, account, secret_xml):
    kind, issuer, login, _, algorithm, digits, period, counter = account
    suite = f"<Suite>HMAC-{algorithm}</Suite>" if algorithm != "SHA1" else ""
    name = f"<Issuer>{escape(issuer)}</Issuer>" if issuer else ""
    moving = (
        f"<Time><PlainValue>0</PlainValue></Time><TimeInterval><PlainValue>{period}</PlainValue></TimeInterval>"
        if kind == "totp"
        else f"<Counter><PlainValue>{counter}</PlainValue></Counter>"
    )
    return f"""
  <KeyPackage>
    <DeviceInfo><Manufacturer>Watchword vectors</Manufacturer><SerialNo>{number}</SerialNo></DeviceInfo>
    <Key Id="key-{number}" Algorithm="{NS}:{kind}">
      {name}
      <AlgorithmParameters>{suite}<ResponseFormat Length="{digits}" Encoding="DECIMAL"/></AlgorithmParameters>
      <Data>
        <Secret>{secret_xml}</Secret>
        {moving}
      </Data>
      <UserId>{escape(login)}</UserId>
    </Key>
  </KeyPackage>"""


def plain_file():
    keys = "".join(
        key_element(number, account, f"<PlainValue>{b64(secret_bytes(account[3]))}</PlainValue>")
        for number, account in enumerate(ACCOUNTS, 1)
    )
    others = f"""
  <KeyPackage>
    <Key Id="key-4" Algorithm="{NS}:ocra">
      <Issuer>Dockside</Issuer>
      <AlgorithmParameters>
        <Suite>OCRA-1:HOTP-SHA1-6:QN08</Suite>
        <ChallengeFormat Min="8" Max="8" Encoding="DECIMAL"/>
        <ResponseFormat Length="6" Encoding="DECIMAL"/>
      </AlgorithmParameters>
      <Data><Secret><PlainValue>{b64(bytes(range(20)))}</PlainValue></Secret></Data>
      <UserId>pia</UserId>
    </Key>
  </KeyPackage>
  <KeyPackage>
    <Key Id="key-5" Algorithm="{NS}:hotp">
      <Issuer>Dockside</Issuer>
      <AlgorithmParameters><ResponseFormat Length="8" Encoding="HEXADECIMAL"/></AlgorithmParameters>
      <Data><Secret><PlainValue>{b64(bytes(range(20)))}</PlainValue></Secret></Data>
      <UserId>rob</UserId>
    </Key>
  </KeyPackage>
  <KeyPackage>
    <Key Id="key-6" Algorithm="{NS}:pin"><Data><Secret><PlainValue>MTIzNA==</PlainValue></Secret></Data></Key>
  </KeyPackage>"""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" Id="plain" xmlns="{NS}">{keys}{others}
</KeyContainer>
"""


def cipher_data(method, data):
    return (
        f'<xenc:EncryptionMethod Algorithm="http://www.w3.org/2001/04/xmlenc#{method}"/>'
        f"<xenc:CipherData><xenc:CipherValue>{b64(data)}</xenc:CipherValue></xenc:CipherData>"
    )


def encrypted_file(key, encryption_key, mac_name, mac_hash):
    method = f"aes{len(key) * 8}-cbc"
    mac_key = hashlib.sha256(b"watchword pskc mac key").digest()[:20]
    keys = ""
    for number, account in enumerate(ACCOUNTS, 1):
        secret = secret_bytes(account[3])
        data = encrypt(key, secret, hashlib.md5(b"iv %d" % number).digest())
        assert decrypt(key, data) == secret
        mac = hmac.new(mac_key, data, mac_hash).digest()
        keys += key_element(
            number, account, f"<EncryptedValue>{cipher_data(method, data)}</EncryptedValue><ValueMAC>{b64(mac)}</ValueMAC>"
        )
    wrapped = encrypt(key, mac_key, hashlib.md5(b"iv mac").digest())
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<KeyContainer Version="1.0" xmlns="{NS}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
    xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
    xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">
  <EncryptionKey>{encryption_key}</EncryptionKey>
  <MACMethod Algorithm="{mac_name}"><MACKey>{cipher_data(method, wrapped)}</MACKey></MACMethod>{keys}
</KeyContainer>
"""


def pbkdf2_file():
    salt = hashlib.md5(b"salt").digest()
    key = hashlib.pbkdf2_hmac("sha256", PASSWORD, salt, 20000, 32)
    return encrypted_file(
        key,
        '<xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">'
        f"<pkcs5:PBKDF2-params><Salt><Specified>{b64(salt)}</Specified></Salt><IterationCount>20000</IterationCount>"
        '<KeyLength>32</KeyLength><PRF Algorithm="http://www.w3.org/2001/04/xmldsig-more#hmac-sha256"/></pkcs5:PBKDF2-params>'
        "</xenc11:KeyDerivationMethod><xenc11:MasterKeyName>The password</xenc11:MasterKeyName></xenc11:DerivedKey>",
        "http://www.w3.org/2001/04/xmldsig-more#hmac-sha256",
        "sha256",
    )


def preshared_file():
    return encrypted_file(
        PRESHARED, "<ds:KeyName>Pre-shared-key</ds:KeyName>", "http://www.w3.org/2000/09/xmldsig#hmac-sha1", "sha1"
    )


def rfc_file(encryption_key, mac_key, mac_key_method, secret, mac):
    """A document of our own with the figures of RFC 6030, sections 6.1 and 6.2."""
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<pskc:KeyContainer Version="1.0" xmlns:pskc="{NS}" xmlns:ds="http://www.w3.org/2000/09/xmldsig#"
    xmlns:xenc="http://www.w3.org/2001/04/xmlenc#" xmlns:xenc11="http://www.w3.org/2009/xmlenc11#"
    xmlns:pkcs5="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#">
  <pskc:EncryptionKey>{encryption_key}</pskc:EncryptionKey>
  <pskc:MACMethod Algorithm="http://www.w3.org/2000/09/xmldsig#hmac-sha1">
    <pskc:MACKey>{cipher_data(mac_key_method, base64.b64decode(mac_key))}</pskc:MACKey>
  </pskc:MACMethod>
  <pskc:KeyPackage>
    <pskc:DeviceInfo><pskc:SerialNo>987654321</pskc:SerialNo></pskc:DeviceInfo>
    <pskc:Key Id="12345678" Algorithm="{NS}:hotp">
      <pskc:Issuer>Example-Issuer</pskc:Issuer>
      <pskc:AlgorithmParameters><pskc:ResponseFormat Length="8" Encoding="DECIMAL"/></pskc:AlgorithmParameters>
      <pskc:Data>
        <pskc:Secret>
          <pskc:EncryptedValue>{cipher_data("aes128-cbc", base64.b64decode(secret))}</pskc:EncryptedValue>
          <pskc:ValueMAC>
            {mac}
          </pskc:ValueMAC>
        </pskc:Secret>
        <pskc:Counter><pskc:PlainValue>0</pskc:PlainValue></pskc:Counter>
      </pskc:Data>
    </pskc:Key>
  </pskc:KeyPackage>
</pskc:KeyContainer>
"""


def rfc_preshared_file():
    return rfc_file(
        "<ds:KeyName>Pre-shared-key</ds:KeyName>",
        "ESIzRFVmd4iZABEiM0RVZgKn6WjLaTC1sbeBMSvIhRejN9vJa2BOlSaMrR7I5wSX",
        "aes128-cbc",
        "AAECAwQFBgcICQoLDA0OD+cIHItlB3Wra1DUpxVvOx2lef1VmNPCMl8jwZqIUqGv",
        "Su+NvtQfmvfJzF6bmQiJqoLRExc=",
    )


def rfc_pbkdf2_file():
    return rfc_file(
        '<xenc11:DerivedKey><xenc11:KeyDerivationMethod Algorithm="http://www.rsasecurity.com/rsalabs/pkcs/schemas/pkcs-5v2-0#pbkdf2">'
        "<pkcs5:PBKDF2-params><Salt><Specified>Ej7/PEpyEpw=</Specified></Salt><IterationCount>1000</IterationCount>"
        "<KeyLength>16</KeyLength></pkcs5:PBKDF2-params></xenc11:KeyDerivationMethod></xenc11:DerivedKey>",
        "2GTTnLwM3I4e5IO5FkufoOEiOhNj91fhKRQBtBJYluUDsPOLTfUvoU2dStyOwYZx",
        "aes128-cbc",
        "oTvo+S22nsmS2Z/RtcoF8Hfh+jzMe0RkiafpoDpnoZTjPYZu6V+A4aEn032yCr4f",
        "LP6xMvjtypbfT9PdkJhBZ+D6O4w=",
    )


def expected(accounts):
    names = ("type", "issuer", "account", "secret_base32", "algorithm", "digits", "period", "counter")
    return [dict(zip(names, account)) for account in accounts]


RFC_ACCOUNT = [("hotp", "Example-Issuer", "987654321", "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", "SHA1", 8, None, 0)]
FILES = {
    "pskc-plain.xml": (plain_file, None, ACCOUNTS, {"skipped": 2, "not_codes": 1}),
    "pskc-pbkdf2.xml": (pbkdf2_file, PASSWORD.decode(), ACCOUNTS, {"skipped": 0}),
    "pskc-preshared.xml": (preshared_file, PRESHARED.hex(), ACCOUNTS, {"skipped": 0}),
    "pskc-rfc6030-preshared.xml": (rfc_preshared_file, "12345678901234567890123456789012", RFC_ACCOUNT, {"skipped": 0}),
    "pskc-rfc6030-pbkdf2.xml": (rfc_pbkdf2_file, "qwerty", RFC_ACCOUNT, {"skipped": 0}),
}


def main():
    folder = pathlib.Path(sys.argv[1])
    index = []
    for name, (make, password, accounts, counts) in FILES.items():
        (folder / name).write_text(make(), encoding="utf-8")
        listed = expected(accounts)
        (folder / f"{name}.expected.json").write_text(json.dumps(listed, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        index.append({"file": name, "format": "pskc", "password": password, "entries": len(listed), "expected": f"{name}.expected.json", **counts})
    (folder / "index3.json").write_text(json.dumps(index, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


main()
