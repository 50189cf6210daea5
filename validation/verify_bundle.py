"""Verifies a bundle of the record, from docs/record.md alone: a second opinion that shares nothing with the program.

    python3 validation/verify_bundle.py BUNDLE... [--host-key BASE64]

Needs Python 3.11 and the package `cryptography`. Prints one verdict a bundle; the exit status is 1 if one is not verified.
"""

import argparse
import base64
import hashlib
import json
import re
import sys
import unicodedata
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.asymmetric.utils import encode_dss_signature
from cryptography.hazmat.primitives.hashes import SHA256

RULES = {
    1: "too-large not-json duplicate-key bad-key not-integer unsafe-integer not-nfc too-deep not-canonical",
    2: "shape log seq at id expected seen signature",
    4: "checkpoint checkpoint-origin host-signature",
    5: "opening host-key key-not-valid key-change passkey-fields passkey-client-data passkey-type passkey-challenge passkey-origin "
       "passkey-cross-origin passkey-rp-id passkey-presence passkey-verification passkey-low-s",
    6: "root cosignature witnesses", 7: "payload", 8: "blob blob-unknown",
    9: "header policy order sums line-changed end cut",
}
KEY = "[a-z][a-z0-9_]{0,63}"
SECTION = {name: section for section, names in RULES.items() for name in names.split()}


class Broken(Exception):
    """A broken rule; the caller knows the place."""


def need(condition, rule, what=""):
    if not condition:
        raise Broken(rule, str(what))


# --- §1 canonical JSON ---
def canonical(data, limit=None):
    need(limit is None or len(data) <= limit, "too-large", len(data))
    value, faults = read_json(data)
    for rule in RULES[1].split():
        need(rule not in faults, rule)
    return value


def written(value):
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()


def read_json(data):
    """The value, and which of the rules that JSON itself does not make are broken."""
    faults = set()

    def members(pairs):
        if not all(re.fullmatch(KEY, key) for key, _ in pairs):
            faults.add("bad-key")
        if len(dict(pairs)) == len(pairs):
            return dict(pairs)
        faults.add("duplicate-key")
        return {"kept": list(map(list, pairs))}  # so that all of it is looked at

    def whole(digits):
        if digits == "-0":
            faults.add("not-integer")
        elif len(digits) > 17 or abs(int(digits)) >= 2**53:
            faults.add("unsafe-integer")
        return 0 if len(digits) > 17 else int(digits)

    def walk(value, level):
        if isinstance(value, (dict, list)):
            faults.update(["too-deep"] * (level > 32))
            for item in [*value, *value.values()] if isinstance(value, dict) else value:
                walk(item, level + 1)
        elif isinstance(value, str):
            value.encode()  # a lone surrogate is no text
            if not unicodedata.is_normalized("NFC", value):
                faults.add("not-nfc")

    try:
        value = json.loads(data.decode(), object_pairs_hook=members, parse_int=whole,
                           parse_float=lambda _: faults.add("not-integer"), parse_constant=int)
        walk(value, 1)
        if written(value) != data:
            faults.add("not-canonical")
    except ValueError as error:
        raise Broken("not-json", str(error)) from error
    except RecursionError as error:  # §1 lets a reader stop here
        raise Broken("too-deep", "") from error
    return value, faults


# --- forms of fields ---
def fits(value, form, rule):
    """The value, if it has the form: a dict of names (`?` for may be absent), a list, a pattern, a type, or a number or range of bytes."""
    if type(form) is dict:
        need(type(value) is dict and {name for name in form if name[-1] != "?"} <= set(value), rule, "a field is missing")
        forms = {name.rstrip("?"): part for name, part in form.items()}
        need(set(value) <= set(forms), rule, "a field too many")
        for name, part in value.items():
            fits(part, forms[name], rule)
    elif type(form) is list:
        need(type(value) is list, rule, "not a list")
        for item in value:
            fits(item, form[0], rule)
    elif type(form) in (int, range):
        need(type(value) is str and BASE64.fullmatch(value), rule, "not base64")
        data = base64.b64decode(value)
        need(base64.b64encode(data).decode() == value and len(data) in (form if type(form) is range else [form]), rule, "not base64 of that length")
    elif type(form) is type:
        need(type(value) is form, rule, f"{value!r} is no {form.__name__}")
    elif form is COUNT:
        need(type(value) is int and value >= 0, rule, f"{value!r} is no count")
    else:
        need(type(value) is str and form.fullmatch(value), rule, f"{value!r} does not have its form")
    return value


ANY, COUNT = range(2**40), object()
BASE64, BODY, STREAM, ORIGIN, HEX16, HEX32, NOTE_NAME, INSTANT, HOST = map(re.compile, [
    "([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?",
    "[a-z0-9][a-z0-9-]{0,63}", "[a-z]+(/[a-z0-9-]{1,64})?",
    "[a-z0-9.-]{1,64}/[a-z0-9-]{1,64}/[1-9][0-9]*-[0-9a-f]{16}", "[0-9a-f]{32}", "[0-9a-f]{64}", "[^ +]+",
    "[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z",
    r"(?=.{1,253}\Z)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)*[a-z]([a-z0-9-]{0,61}[a-z0-9])?"])
INTENT = {"actor?": HEX16, "attest": re.compile("body|host"), "body": BODY, "expected": COUNT, "id": HEX16, "kind": re.compile(KEY), "log": ORIGIN,
          "payload": dict, "schema": COUNT, "seen": {"root": HEX32, "size": COUNT}, "stream": STREAM, "v": int}
SIGNATURE = {"authenticator_data?": range(37, 1025), "client_data?": range(1, 1025), "key": HEX16, "sig": 64}
ENTRY = {"admission": {"at": INSTANT, "seq": COUNT}, "intent": INTENT, "signature": SIGNATURE}
PAYLOADS = {
    "log_opened": {"host_key": 32, "name": str, "origin": ORIGIN, "previous?": {"origin": ORIGIN, "root": HEX32, "size": COUNT}},
    "key_added": {"key": range(32, 34), "key_id": HEX16, "of": BODY, "rp_id?": HOST}, "key_revoked": {"key_id": HEX16, "reason": str}}
HEADER = {"bundle": int, "entries": COUNT, "origin": ORIGIN}
POLICY = {"policy": {"k": COUNT, "witnesses": [{"key": 32, "name": NOTE_NAME}]}}
BLOB = {"blob": {"data": ANY, "hash": HEX32, "salt": 32}}
END = {"end": {"lines": COUNT, "sha256": HEX32}}
unbase64 = base64.b64decode


# --- §3 tree ---
def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Tree:
    """The hashes of all complete subtrees, by height."""

    def __init__(self):
        self.levels = [[] for _ in range(53)]

    def push(self, leaf):
        for level in self.levels:
            level.append(leaf)
            if len(level) % 2:
                return
            leaf = sha(b"\1", *level[-2:])

    def root(self, size):
        root = b""
        for height, level in enumerate(self.levels):
            if size >> height & 1:
                left = level[(size >> height) - 1]
                root = sha(b"\1", left, root) if root else left
        return root or sha()


# --- Ed25519, strictly: OpenSSL is cofactorless; coordinates of p or more and points of small order are refused here ---
P = 2**255 - 19
Y8 = 2707385501144840649318225287225658788936804267575313519463743609750303402022
SMALL = {0, 1, P - 1, Y8, P - Y8}


def signed(key, message, signature):
    y, r = (int.from_bytes(point, "little") % 2**255 for point in (key, signature[:32]))
    if y >= P or y in SMALL or r in SMALL or len(signature) != 64:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(key).verify(signature, message)
    except (InvalidSignature, ValueError):
        return False
    return True


def key_id(key):
    return sha(b"commonweal/key/v1\n" if len(key) == 32 else b"commonweal/passkey/v1\n", key).hex()[:32]


# --- §5 passkeys ---
N = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551


def read_client_data(data):
    try:
        told, faults = read_json(data)
    except Broken as broken:
        raise Broken("passkey-client-data", broken.args[1]) from broken
    need("duplicate-key" not in faults and type(told) is dict, "passkey-client-data", "no object, or a key twice")
    texts = [told.get(name) for name in ("type", "challenge", "origin")]
    crossed = told.get("crossOrigin", False)
    need({type(text) for text in texts} == {str} and type(crossed) is bool, "passkey-client-data", "a member is missing")
    return *texts, crossed


def check_assertion(key, rp_id, message, authenticator_data, client_data, signature):
    kind, challenge, origin, crossed = read_client_data(client_data)
    need(kind == "webauthn.get", "passkey-type", kind)
    need(challenge == base64.urlsafe_b64encode(sha(message)).decode().rstrip("="), "passkey-challenge", challenge)
    page = re.fullmatch("(https?)://([^:]*)(:[0-9]{1,5})?", origin)
    need(page and HOST.fullmatch(page[2]) and ("." + page[2]).endswith("." + rp_id), "passkey-origin", origin)
    need(page[1] == "https" or rp_id == "localhost", "passkey-origin", origin)
    need(not crossed, "passkey-cross-origin")
    need(authenticator_data[:32] == sha(rp_id.encode()), "passkey-rp-id", rp_id)
    need(authenticator_data[32] & 1, "passkey-presence")
    need(authenticator_data[32] & 4, "passkey-verification")
    r, s = (int.from_bytes(part, "big") for part in (signature[:32], signature[32:]))
    need(0 < r < N and 0 < s <= N // 2, "passkey-low-s")
    try:
        point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), key)
        point.verify(encode_dss_signature(r, s), authenticator_data + sha(client_data), ec.ECDSA(SHA256()))
    except (InvalidSignature, ValueError) as error:
        raise Broken("signature", key_id(key)) from error


def check_signature(key, rp_id, message, signature):
    parts = [unbase64(signature[name]) for name in ("authenticator_data", "client_data", "sig") if name in signature]
    need((len(parts) == 3) == (rp_id is not None), "passkey-fields")
    if rp_id is None:
        need(signed(key, message, *parts), "signature", key_id(key))
    else:
        check_assertion(key, rp_id, message, *parts)


# --- §4 checkpoints ---
class Checkpoint:
    def __init__(self, note):
        need(not re.search(r"[\0-\x09\x0b-\x1f]", note) and "\n\n" in note, "checkpoint")
        body, _, lines = note.rpartition("\n\n")
        parts = body.split("\n")
        need(len(parts) == 3 and re.fullmatch(r"0|[1-9][0-9]{0,15}", parts[1]) and lines.endswith("\n"), "checkpoint")
        self.text, self.origin, self.size = body + "\n", parts[0], int(parts[1])
        need(self.size < 2**53, "checkpoint")
        self.root, self.signatures = unbase64(fits(parts[2], 32, "checkpoint")), []
        for line in lines[:-1].split("\n"):
            match = re.fullmatch("\u2014 ([^ +]+) ([^ ]+)", line)
            data = unbase64(fits(match and match[2], ANY, "checkpoint"))
            need(len(data) >= 4, "checkpoint", "no key hash")
            self.signatures.append((match[1], data[:4], data[4:]))

    def by(self, name, algorithm, key):
        key_hash = sha(name.encode(), b"\n", bytes([algorithm]), key)[:4]
        return [data for found, found_hash, data in self.signatures if (found, found_hash) == (name, key_hash)]

    def check_host(self, key):
        lines = self.by(self.origin, 1, key)
        need(lines and all(signed(key, self.text.encode(), line) for line in lines), "host-signature")

    def cosigners(self, policy):
        names = []
        for name, key in policy:
            lines = self.by(name, 4, key)
            for line in lines:
                time = int.from_bytes(line[:8], "big")
                message = f"cosignature/v1\ntime {time}\n{self.text}".encode()
                need(len(line) == 72 and signed(key, message, line[8:]), "cosignature", name)
            names += [name] if lines else []
        return sorted(names)


# --- §2, §5, §7 entries ---
class Log:
    def __init__(self, trusted):
        self.origin, self.trusted, self.tree, self.size = None, trusted, Tree(), 0
        self.at, self.ids, self.versions, self.carried = "", set(), {}, set()
        self.host, self.keys = None, {}

    def push(self, line, leaf):
        entry = fits(canonical(line, 65_535), ENTRY, "shape")
        intent, at, seq, key = entry["intent"], *entry["admission"].values(), entry["signature"]["key"]
        attest, body, expected, id_, kind, log, payload, schema, seen, stream, v = [
            intent[name] for name in INTENT if name != "actor?"]
        root, size = seen.values()
        try:
            datetime(*map(int, re.findall("[0-9]+", at)))
        except ValueError as error:
            raise Broken("shape", f"{at} is no instant") from error
        need(v == 1 <= schema, "shape", "v must be 1, schema 1 or more")
        need(len(entry["signature"]) in (2, 4), "shape", "half of an assertion")
        need(log == self.origin, "log", log)
        need(seq == self.size, "seq", f"{seq}, {self.size} is next")
        need(at >= self.at, "at", f"{at} is before {self.at}")
        need(id_ not in self.ids, "id", f"{id_} is of an earlier entry")
        need(expected == self.versions.get(stream, 0), "expected", f"{expected}, {stream} has {self.versions.get(stream, 0)}")
        need(0 <= size <= seq and self.tree.root(size).hex() == root, "seen", f"{root} over {size} entries")
        fits(payload, PAYLOADS.get(kind, dict), "payload")
        if kind == "key_added":
            added = unbase64(payload["key"])
            need(len(added) == (33 if "rp_id" in payload else 32), "payload", "rp_id belongs to a passkey")
            need(key_id(added) == payload["key_id"], "payload", "not the id of the key")
        host = unbase64(payload["host_key"]) if kind == "log_opened" else None
        if self.size == 0:
            need(host and payload["origin"] == log and attest == "host", "opening", "entry 0 must open the log")
            need(self.trusted in (None, host), "host-key", "the log's host key is not the trusted one")
        else:
            need(not host, "opening", "the log is opened already")
            host = self.host
        known = self.valid(key, body) if attest == "body" else (host, None) if key_id(host) == key else None
        need(known, "key-not-valid", key)
        check_signature(*known, b"commonweal/intent/v1\n" + written(intent), entry["signature"])
        self.change_keys(kind, payload, body, attest, host)
        self.host, self.at, self.size = host, at, self.size + 1
        self.ids.add(id_)
        self.versions[stream] = expected + 1
        self.carried |= set(hashes(payload))
        self.tree.push(leaf)

    def valid(self, key, body):
        known, of, is_valid = self.keys.get(key, (None, None, False))
        return known if is_valid and of == body else None

    def change_keys(self, kind, payload, body, attest, host):
        key = payload.get("key_id")
        if kind == "key_added":
            has_key = any(of == body and is_valid for _, of, is_valid in self.keys.values())
            need(payload["of"] == body and not (attest == "host" and has_key), "key-change", key)
            need(key not in self.keys and key != key_id(host), "key-change", f"{key} is in use")
            self.keys[key] = ((unbase64(payload["key"]), payload.get("rp_id")), body, True)
        if kind == "key_revoked":
            need(self.valid(key, body) and attest == "body", "key-change", key)
            self.keys[key] = (*self.keys[key][:2], False)


def hashes(value):
    if type(value) is str and HEX32.fullmatch(value):
        yield value
    elif type(value) in (list, dict):
        for item in value.values() if type(value) is dict else value:
            yield from hashes(item)


# --- §9 the bundle ---
class Bundle:
    def __init__(self, data, trusted):
        self.lines, self.ended = data.removesuffix(b"\n").split(b"\n") if data else [], data.endswith(b"\n")
        self.number, self.place, self.tail_from, self.findings = 0, "end", None, []
        self.log, self.checkpoints, self.blobs = Log(trusted), [], 0
        try:
            self.read()
        except Broken as broken:
            self.findings.append((self.number, self.place, *broken.args))
        self.compare(self.number if self.tail_from is None else self.tail_from)
        self.findings.sort(key=lambda finding: (finding[0], finding[2] == "root"))

    def starts(self, text):
        """Whether there is a next line, and how it starts."""
        return self.number < len(self.lines) and self.lines[self.number].startswith(text)

    def line(self, place, start=b"", rule="order"):
        self.place = "end"
        need(self.number < len(self.lines), "cut", f"the bundle stops in or after line {self.number}")
        self.place, self.number = place or f"line {self.number + 1}", self.number + 1
        text = self.lines[self.number - 1]
        need(text.startswith(start), rule, "a line of this kind cannot stand here")
        return text

    def read(self):
        version, total, origin = fits(canonical(self.line(None)), HEADER, "header").values()
        need(version == 1 and total > 0, "header")
        self.log.origin = origin
        self.read_policy(canonical(self.line(None)))
        while not self.checkpoints or not self.starts(b'{"admission":'):
            place = f"checkpoint {len(self.checkpoints) + 1}" if self.starts(b'{"checkpoint":') else None
            value = fits(canonical(self.line(place, b'{"checkpoint":')), {"checkpoint": str}, "checkpoint")
            checkpoint = Checkpoint(value["checkpoint"])
            need(checkpoint.origin == origin, "checkpoint-origin", checkpoint.origin)
            before = self.checkpoints[-1].size if self.checkpoints else 0
            need(before <= checkpoint.size <= total, "checkpoint", f"covers {checkpoint.size} entries")
            self.checkpoints.append(checkpoint)
        if self.checkpoints[-1].size < total:
            self.line("entry 0")
            raise Broken("checkpoint", f"here must stand a checkpoint of all {total} entries")
        for seq in range(total):
            text = self.line(f"entry {seq}")
            self.log.push(text, sha(b"\0", text))
            self.judge(seq, total)
        self.tail_from = self.number
        while not self.starts((b'{"sums":', b'{"end":')):
            self.read_blob(f"blob {self.blobs + 1}" if self.starts(b'{"blob":') else None)
        before, summed = self.number, 0
        while not self.starts(b'{"end":'):
            due = min(before - summed, 256)
            sums = read_sums(self.line(None, b'{"sums":'))
            need(len(sums) == due > 0, "sums", f"{len(sums)} sums, {due} are due")
            summed += due
        lines, _ = read_end(self.line("end"))
        need(summed == before, "sums", "they do not cover the lines")
        need(lines == self.number - 1, "end", f"it counts {lines} lines, {self.number - 1} stand before it")
        if self.number < len(self.lines) or not self.ended:
            self.line(None, b"\n")

    def read_policy(self, value):
        self.k, witnesses = fits(value, POLICY, "policy")["policy"].values()
        self.policy = [(witness["name"], unbase64(witness["key"])) for witness in witnesses]
        distinct = min(len({name for name, _ in self.policy}), len({key for _, key in self.policy}))
        need(len(self.policy) == distinct >= self.k, "policy", "k, or a witness twice")

    def judge(self, seq, total):
        """Signatures of the checkpoints once the host's key is known; roots when their size is reached. None of it stops."""
        if seq == 0 and any(key == self.log.host for _, key in self.policy):
            self.findings.append((2, "line 2", "policy", "the host cannot witness itself"))
        for number, checkpoint in enumerate(self.checkpoints, 1):
            place, is_last = f"checkpoint {number}", number == len(self.checkpoints)
            try:
                if seq == 0:
                    checkpoint.check_host(self.log.host)
                    self.cosigned = checkpoint.cosigners(self.policy)
                    need(not is_last or len(self.cosigned) >= self.k, "witnesses", f"{len(self.cosigned)} of {self.k}")
            except Broken as broken:
                self.findings.append((2 + number, place, *broken.args))
            if max(checkpoint.size, 1) == seq + 1 and self.log.tree.root(checkpoint.size) != checkpoint.root:
                self.findings.append((self.number, place, "root", "not the root of the entries"))

    def read_blob(self, place):
        data, digest, salt = fits(canonical(self.line(place, b'{"blob":')), BLOB, "blob")["blob"].values()
        need(sha(unbase64(salt), unbase64(data)).hex() == digest, "blob", digest)
        need(digest in self.log.carried, "blob-unknown", digest)
        self.blobs += 1

    def compare(self, tail_from):
        """Which line is not the one whose sum was taken; read even after something was found."""
        tail = [index for index, text in enumerate(self.lines) if index >= tail_from and text.startswith((b'{"sums":', b'{"end":'))]
        taken = [sha(b"\0", text) for text in self.lines[:tail[0] if tail else 0]]
        sums, sum_lines, end = [], [], None
        for index in tail:
            try:
                if self.lines[index].startswith(b'{"sums":'):
                    sums += read_sums(self.lines[index])
                    sum_lines.append(index)
                else:
                    _, end = read_end(self.lines[index])
            except Broken:
                continue
        if end is None:
            return
        vouched = sha(*(self.lines[index] + b"\n" for index in sum_lines)).hex() == end
        same, shared = len(taken) == len(sums), min(len(taken), len(sums))
        first = next((index for index in range(shared) if taken[index] != sums[index]), None)
        if vouched:
            line, rule = (first + 1 if first is not None else 0 if same else shared + 1), "line-changed"
        elif first is not None:
            line, rule = sum_lines[0] + 1 + first // 256, "sums"
        else:
            line, rule = (tail[-1] + 1 if same else 0), "end"
        if line and line not in [finding[0] for finding in self.findings if finding[2] != "root"]:
            place = "end" if rule == "end" else self.place_of(line) if rule == "line-changed" else f"line {line}"
            self.findings.append((line, place, rule, "the bundle was changed after it was written"))

    def place_of(self, line):
        index = line - 3
        for name, number, first in ("checkpoint", len(self.checkpoints), 1), ("entry", self.log.size, 0), ("blob", self.blobs, 1):
            if 0 <= index < number:
                return f"{name} {index + first}"
            index -= number
        return f"line {line}"

    def verdict(self):
        if self.findings:
            _, place, rule, what = self.findings[0]
            return f"not verified: {place}: §{SECTION[rule]} {rule}\n  {what}"
        return (f"verified: {self.log.origin}: {self.log.size} entries, root {self.checkpoints[-1].root.hex()}, "
                f"host key {key_id(self.log.host)}, cosigned by {', '.join(self.cosigned) or 'nobody'}")


def read_sums(text):
    return [bytes.fromhex(value) for value in fits(canonical(text), {"sums": [HEX32]}, "sums")["sums"]]


def read_end(text):
    return fits(canonical(text), END, "end")["end"].values()


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Verifies bundles of the record.")
    parser.add_argument("bundles", nargs="+", metavar="BUNDLE")
    parser.add_argument("--host-key", metavar="BASE64", type=base64.b64decode, help="the host's public key, if you know it")
    options, good = parser.parse_args(), True
    for path in options.bundles:
        with open(path, "rb") as file:
            bundle = Bundle(file.read(), options.host_key)
        print(bundle.verdict(), flush=True)
        good = good and not bundle.findings
    sys.exit(not good)
