#!/usr/bin/env python3
"""A second reader of Watchword vaults, written from docs/vault-format.md alone.

    vault_reader.py FILE --password-file F | --recovery-key-file F [--codes-passphrase-file F]

Prints the payload JSON; with the passphrase of the recovery codes, these instead, one entry a line. Needs Python 3.11 and nothing else. It is written to be read, not to be quick: a password
of full cost takes hours here, a recovery key a moment.
"""
import argparse, base64, hashlib, hmac, json, struct, sys, unicodedata, uuid

class Refused(Exception): pass

def need(condition, why):
    if not condition:
        raise Refused(why)

# HKDF-SHA-256 (RFC 5869)
def hkdf(secret, salt, info, length):
    key = hmac.digest(salt, secret, "sha256")
    out = block = b""
    for number in range(1, -(-length // 32) + 1):
        block = hmac.digest(key, block + info + bytes([number]), "sha256")
        out += block
    return out[:length]

# ChaCha20 and Poly1305 (RFC 8439), XChaCha20 (draft-irtf-cfrg-xchacha)
MASK32, MASK64 = (1 << 32) - 1, (1 << 64) - 1

def chacha_rounds(state):
    x = list(state)
    def quarter(a, b, c, d):
        x[a] = x[a] + x[b] & MASK32; x[d] ^= x[a]; x[d] = (x[d] << 16 | x[d] >> 16) & MASK32
        x[c] = x[c] + x[d] & MASK32; x[b] ^= x[c]; x[b] = (x[b] << 12 | x[b] >> 20) & MASK32
        x[a] = x[a] + x[b] & MASK32; x[d] ^= x[a]; x[d] = (x[d] << 8 | x[d] >> 24) & MASK32
        x[c] = x[c] + x[d] & MASK32; x[b] ^= x[c]; x[b] = (x[b] << 7 | x[b] >> 25) & MASK32
    for _ in range(10):
        quarter(0, 4, 8, 12); quarter(1, 5, 9, 13); quarter(2, 6, 10, 14); quarter(3, 7, 11, 15)
        quarter(0, 5, 10, 15); quarter(1, 6, 11, 12); quarter(2, 7, 8, 13); quarter(3, 4, 9, 14)
    return x

def chacha_state(key, tail):
    return list(struct.unpack("<4I", b"expand 32-byte k")) + list(struct.unpack("<8I", key)) + list(tail)

def chacha_block(key, counter, nonce):
    state = chacha_state(key, (counter, *struct.unpack("<3I", nonce)))
    return struct.pack("<16I", *(a + b & MASK32 for a, b in zip(state, chacha_rounds(state))))

def poly1305(key, message):
    r = int.from_bytes(key[:16], "little") & 0x0FFFFFFC0FFFFFFC0FFFFFFC0FFFFFFF
    total = 0
    for at in range(0, len(message), 16):
        total = (total + int.from_bytes(message[at:at + 16] + b"\1", "little")) * r % ((1 << 130) - 5)
    return (total + int.from_bytes(key[16:], "little") & (1 << 128) - 1).to_bytes(16, "little")

def open_aead(key, nonce, aad, sealed):
    x = chacha_rounds(chacha_state(key, struct.unpack("<4I", nonce[:16])))
    key, nonce = struct.pack("<8I", *x[:4], *x[12:]), bytes(4) + nonce[16:]
    body, tag = sealed[:-16], sealed[-16:]
    pad = lambda data: data + bytes(-len(data) % 16)
    covered = pad(aad) + pad(body) + struct.pack("<QQ", len(aad), len(body))
    need(hmac.compare_digest(poly1305(chacha_block(key, 0, nonce)[:32], covered), tag), "altered")
    stream = b"".join(chacha_block(key, 1 + at, nonce) for at in range(-(-len(body) // 64)))[:len(body)]
    return (int.from_bytes(body, "little") ^ int.from_bytes(stream, "little")).to_bytes(len(body), "little")

# Argon2id version 0x13 (RFC 9106)
def blake(data, size):
    return hashlib.blake2b(data, digest_size=size).digest()

def long_hash(data, size):
    data = struct.pack("<I", size) + data
    if size <= 64:
        return blake(data, size)
    out, block = b"", blake(data, 64)
    while size - len(out) > 64:
        out += block[:32]
        block = blake(block, min(64, size - len(out)))
    return out + block

def permute(v, at):
    def mix(a, b, c, d):
        for turn_d, turn_b in ((32, 24), (16, 63)):
            v[a] = v[a] + v[b] + 2 * (v[a] & MASK32) * (v[b] & MASK32) & MASK64
            v[d] ^= v[a]; v[d] = (v[d] >> turn_d | v[d] << 64 - turn_d) & MASK64
            v[c] = v[c] + v[d] + 2 * (v[c] & MASK32) * (v[d] & MASK32) & MASK64
            v[b] ^= v[c]; v[b] = (v[b] >> turn_b | v[b] << 64 - turn_b) & MASK64
    for four in ((0, 4, 8, 12), (1, 5, 9, 13), (2, 6, 10, 14), (3, 7, 11, 15),
                 (0, 5, 10, 15), (1, 6, 11, 12), (2, 7, 8, 13), (3, 4, 9, 14)):
        mix(*(at[place] for place in four))

def compress(x, y):
    r = [a ^ b for a, b in zip(x, y)]
    q = list(r)
    for row in range(8):
        permute(q, range(16 * row, 16 * row + 16))
    for column in range(8):
        permute(q, [16 * row + 2 * column + half for row in range(8) for half in (0, 1)])
    return [a ^ b for a, b in zip(q, r)]

def argon2id(password, salt, memory, passes, lanes, size):
    number = lambda value: struct.pack("<I", value)
    field = lambda data: number(len(data)) + data
    start = blake(number(lanes) + number(size) + number(memory) + number(passes) + number(0x13) + number(2)
                  + field(password) + field(salt) + field(b"") + field(b""), 64)
    columns = memory // (4 * lanes) * 4
    segment = columns // 4
    blocks = [[None] * columns for _ in range(lanes)]
    for lane in range(lanes):
        for at in (0, 1):
            blocks[lane][at] = list(struct.unpack("<128Q", long_hash(start + number(at) + number(lane), 1024)))
    for turn in range(passes):
        for slice_ in range(4):
            for lane in range(lanes):
                independent, addresses = turn == 0 and slice_ < 2, []
                for at in range(2 if turn == 0 and slice_ == 0 else 0, segment):
                    column = slice_ * segment + at
                    if independent:
                        while len(addresses) <= at // 128:
                            seed = [turn, lane, slice_, lanes * columns, passes, 2, len(addresses) + 1] + [0] * 121
                            addresses.append(compress([0] * 128, compress([0] * 128, seed)))
                        random = addresses[at // 128][at % 128]
                    else:
                        random = blocks[lane][column - 1][0]
                    first, second = random & MASK32, random >> 32
                    other = lane if turn == 0 and slice_ == 0 else second % lanes
                    area = slice_ * segment if turn == 0 else columns - segment
                    area += at - 1 if other == lane else (-1 if at == 0 else 0)
                    place = area - 1 - (area * (first * first >> 32) >> 32)
                    origin = 0 if turn == 0 or slice_ == 3 else (slice_ + 1) * segment
                    new = compress(blocks[lane][column - 1], blocks[other][(origin + place) % columns])
                    if turn > 0:
                        new = [a ^ b for a, b in zip(new, blocks[lane][column])]
                    blocks[lane][column] = new
    last = [0] * 128
    for lane in range(lanes):
        last = [a ^ b for a, b in zip(last, blocks[lane][-1])]
    return long_hash(struct.pack("<128Q", *last), size)

# The recovery key and the vault itself (docs/vault-format.md)
def read_recovery_key(text):
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
    text = "".join(text.split()).replace("-", "").upper().translate(str.maketrans("OIL", "011"))
    need(len(text) == 36 and all(letter in alphabet for letter in text), "not a recovery key")
    number = 0
    for letter in text:
        number = number << 5 | alphabet.index(letter)
    key = (number >> 20).to_bytes(20, "big")
    check = int.from_bytes(hashlib.sha256(b"watchword/v1/recovery-check" + key).digest()[:3], "big") >> 4
    need(check == number & 0xFFFFF, "the recovery key was mistyped")
    return key

def records(data):
    while data:
        tag, length = struct.unpack_from("<HI", data)
        need(6 + length <= len(data), "malformed")
        yield tag, data[6:6 + length]
        data = data[6 + length:]

def read_vault(data, password=None, recovery_key=None):
    need(data[:8] == b"WVLT\r\n\x1a\0", "not a vault")
    need(hashlib.sha256(data[:-32]).digest() == data[-32:], "damaged")
    major, _minor, length = struct.unpack_from("<HHI", data, 8)
    need(major == 1, f"format {major} is unknown")
    head = list(records(data[16:16 + length]))
    vault_id, epoch, _revision, suite = (dict(head)[tag] for tag in (0x8001, 0x8002, 0x8003, 0x8004))
    need(suite == b"\1\0", "unknown suite")
    vault_key = None
    for tag, slot in head:
        kind = struct.unpack_from("<H", slot)[0]
        if tag != 0x8005 or kind != (1 if recovery_key is None else 2):
            continue
        memory, passes, lanes = struct.unpack_from("<3I", slot, 18)
        salt, commitment, nonce, wrapped = slot[30:62], slot[62:94], slot[94:118], slot[118:166]
        both = hkdf(recovery_key or argon2id(password, salt, memory, passes, lanes, 32), salt, slot[:18], 64)
        if hmac.compare_digest(both[32:], commitment):
            vault_key = open_aead(both[:32], nonce, vault_id + epoch + struct.pack("<H", major) + slot[:30], wrapped)
    need(vault_key, "wrong password or recovery key")
    at = 16 + length
    mac = hmac.digest(hkdf(vault_key, vault_id, b"watchword/v1/header", 32), data[:at], "sha256")
    need(hmac.compare_digest(mac, data[at:at + 32]), "altered")
    nonce, size = data[at + 32:at + 56], struct.unpack_from("<Q", data, at + 56)[0]
    need(at + 64 + size + 32 == len(data), "malformed")
    payload = open_aead(hkdf(vault_key, vault_id, b"watchword/v1/payload", 32), nonce, data[:at + 64], data[at + 64:-32])
    size = struct.unpack_from("<I", payload)[0]
    need(not any(payload[4 + size:]), "the padding is not zero")
    return payload[4:4 + size].decode()

def read_codes(sealed, entry_id, passphrase):
    head, text = sealed[:sealed.rindex(":") + 1], base64.b64decode(sealed[sealed.rindex(":") + 1:], validate=True)
    need(head.startswith("1:"), "a newer seal")
    costs, salt, commitment, nonce, body = text[:12], text[12:44], text[44:76], text[76:100], text[100:]
    memory, passes, lanes = struct.unpack("<3I", costs)
    both = hkdf(argon2id(passphrase, salt, memory, passes, lanes, 32), salt, b"watchword/v1/recovery-codes", 64)
    need(hmac.compare_digest(both[32:], commitment), "wrong passphrase")
    lines = open_aead(both[:32], nonce, uuid.UUID(entry_id).bytes + head.encode() + costs, body).decode().split("\n")
    return [line.split(" ", 1) for line in lines if line]

def nfc_file(path):
    return unicodedata.normalize("NFC", open(path, encoding="utf-8", newline="").read()).encode()

if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Prints the content of a Watchword vault.")
    parser.add_argument("file")
    way = parser.add_mutually_exclusive_group(required=True)
    way.add_argument("--password-file")
    way.add_argument("--recovery-key-file")
    parser.add_argument("--codes-passphrase-file")
    given = parser.parse_args()
    text = nfc_file(given.password_file or given.recovery_key_file)
    vault = open(given.file, "rb").read()
    try:
        ways = {} if given.password_file else {"recovery_key": read_recovery_key(text.decode())}
        payload = read_vault(vault, password=text, **ways)
        if not given.codes_passphrase_file:
            print(payload)
        for entry in json.loads(payload)["entries"] if given.codes_passphrase_file else []:
            if "recovery_codes" in entry:
                passphrase = nfc_file(given.codes_passphrase_file)
                print(json.dumps(read_codes(entry["recovery_codes"], entry["id"], passphrase)))
    except Refused as refusal:
        sys.exit(f"refused: {refusal}")
