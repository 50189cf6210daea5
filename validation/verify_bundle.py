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
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

RULES = {
    1: "too-large not-json duplicate-key bad-key not-integer unsafe-integer not-nfc too-deep not-canonical",
    2: "shape log seq at id expected seen signature",
    4: "checkpoint checkpoint-origin host-signature",
    5: "opening host-key key-not-valid key-change",
    6: "root cosignature witnesses", 7: "payload", 8: "blob blob-unknown",
    9: "header policy order sums line-changed end cut",
}
SECTION = {name: section for section, names in RULES.items() for name in names.split()}
BODY, STREAM, ORIGIN, HEX16, HEX32 = map(re.compile, [
    r"[a-z0-9][a-z0-9-]{0,63}", r"[a-z]+(/[a-z0-9-]{1,64})?",
    r"[a-z0-9.-]{1,64}/[a-z0-9-]{1,64}/[1-9][0-9]*-[0-9a-f]{16}", r"[0-9a-f]{32}", r"[0-9a-f]{64}"])
NOTE_NAME = re.compile("[^ +]+", re.DOTALL)
INSTANT = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}Z")


class Broken(Exception):
    """A broken rule; the caller knows the place."""


def need(condition, rule, what=""):
    if not condition:
        raise Broken(rule, str(what))


# --- §1 canonical JSON ---
def canonical(data, limit=None):
    need(limit is None or len(data) <= limit, "too-large", len(data))
    faults = set()

    def members(pairs):
        if not all(re.fullmatch(r"[a-z][a-z0-9_]{0,63}", key) for key, _ in pairs):
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
        if json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode() != data:
            faults.add("not-canonical")
    except ValueError as error:
        raise Broken("not-json", str(error)) from error
    except RecursionError as error:  # §1 lets a reader stop here
        raise Broken("too-deep", "") from error
    for rule in RULES[1].split():
        need(rule not in faults, rule)
    return value


# --- forms of fields ---
def keys(value, names, rule):
    need(type(value) is dict and sorted(value) == names.split(), rule, f"must have the keys {names}")
    return [value[name] for name in names.split()]


def formed(value, form, rule):
    need(type(value) is str and form.fullmatch(value), rule, f"{value!r} does not have its form")
    return value


def count(value, rule):
    need(type(value) is int and value >= 0, rule, "must be a count")
    return value


def unbase64(value, rule, length=None):
    try:
        data = base64.b64decode(value if type(value) is str else "?", validate=True)
    except ValueError as error:
        raise Broken(rule, "must be base64") from error
    need(base64.b64encode(data).decode() == value and length in (None, len(data)), rule, "must be base64")
    return data


# --- §3 tree ---
def sha(*parts):
    return hashlib.sha256(b"".join(parts)).digest()


class Tree:
    """The hashes of all complete subtrees, by height."""

    def __init__(self):
        self.levels = [[]]

    def push(self, leaf):
        for height in range(64):
            if height == len(self.levels):
                self.levels.append([])
            level = self.levels[height]
            level.append(leaf)
            if len(level) % 2:
                return
            leaf = sha(b"\1", level[-2], leaf)

    def root(self, size):
        root = None
        for height, level in enumerate(self.levels):
            if size >> height & 1:
                left = level[(size >> height) - 1]
                root = left if root is None else sha(b"\1", left, root)
        return sha() if root is None else root


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
    return sha(b"commonweal/key/v1\n", key).hex()[:32]


# --- §4 checkpoints ---
class Checkpoint:
    def __init__(self, note):
        need(type(note) is str and not re.search(r"[\0-\x09\x0b-\x1f]", note) and "\n\n" in note, "checkpoint")
        body, _, lines = note.rpartition("\n\n")
        parts = body.split("\n")
        need(len(parts) == 3 and re.fullmatch(r"0|[1-9][0-9]{0,15}", parts[1]) and lines.endswith("\n"), "checkpoint")
        self.text, self.origin, self.size = body + "\n", parts[0], int(parts[1])
        need(self.size < 2**53, "checkpoint")
        self.root, self.signatures = unbase64(parts[2], "checkpoint", 32), []
        for line in lines[:-1].split("\n"):
            match = re.fullmatch("\u2014 ([^ +]+) ([^ ]+)", line)
            need(match, "checkpoint", "not a signature line")
            data = unbase64(match[2], "checkpoint")
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
        entry = canonical(line, 65_535)
        admission, intent, signature = keys(entry, "admission intent signature", "shape")
        (at, seq), (key, sig) = keys(admission, "at seq", "shape"), keys(signature, "key sig", "shape")
        need(type(intent) is dict, "shape")
        if "actor" in intent:
            formed(intent["actor"], HEX16, "shape")
        attest, body, expected, id_, kind, log, payload, schema, seen, stream, v = keys(
            {name: value for name, value in intent.items() if name != "actor"},
            "attest body expected id kind log payload schema seen stream v", "shape")
        root, size = keys(seen, "root size", "shape")
        for value, form in [(at, INSTANT), (body, BODY), (id_, HEX16), (log, ORIGIN), (root, HEX32), (stream, STREAM), (key, HEX16)]:
            formed(value, form, "shape")
        need(all(type(value) is int for value in (seq, expected, schema, size, v)) and v == 1, "shape")
        need(attest in ("body", "host") and type(kind) is str and type(payload) is dict, "shape")
        sig = unbase64(sig, "shape", 64)
        try:
            datetime(*map(int, re.findall("[0-9]+", at)))
        except ValueError as error:
            raise Broken("shape", f"{at} is no instant") from error
        need(log == self.origin, "log", log)
        need(seq == self.size, "seq", f"{seq}, {self.size} is next")
        need(at >= self.at, "at", f"{at} is before {self.at}")
        need(id_ not in self.ids, "id", f"{id_} is of an earlier entry")
        need(expected == self.versions.get(stream, 0), "expected", f"{expected}, {stream} has {self.versions.get(stream, 0)}")
        need(0 <= size <= seq and self.tree.root(size).hex() == root, "seen", f"{root} over {size} entries")
        host = self.check_payload(kind, payload)
        if self.size == 0:
            need(host and payload["origin"] == log and attest == "host", "opening", "entry 0 must open the log")
            need(self.trusted in (None, host), "host-key", "the log's host key is not the trusted one")
        else:
            need(not host, "opening", "the log is opened already")
            host = self.host
        known = self.valid(key, body) if attest == "body" else host if key_id(host) == key else None
        need(known, "key-not-valid", key)
        message = b"commonweal/intent/v1\n" + json.dumps(
            intent, ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode()
        need(signed(known, message, sig), "signature", key)
        self.change_keys(kind, payload, body, attest, host)
        self.host, self.at, self.size = host, at, self.size + 1
        self.ids.add(id_)
        self.versions[stream] = expected + 1
        self.carried |= set(hashes(payload))
        self.tree.push(leaf)

    def check_payload(self, kind, payload):
        """The shape of the three kinds of §7; the host's key if the log is opened."""
        if kind == "log_opened":
            own = {name: value for name, value in payload.items() if name != "previous"}
            host, name, origin = keys(own, "host_key name origin", "payload")
            need(type(name) is str and formed(origin, ORIGIN, "payload"), "payload")
            if "previous" in payload:
                origin, root, size = keys(payload["previous"], "origin root size", "payload")
                formed(origin, ORIGIN, "payload"), formed(root, HEX32, "payload"), count(size, "payload")
            return unbase64(host, "payload", 32)
        if kind == "key_added":
            key, id_, of = keys(payload, "key key_id of", "payload")
            need(key_id(unbase64(key, "payload", 32)) == id_ and formed(of, BODY, "payload"), "payload", "key_id")
        if kind == "key_revoked":
            id_, reason = keys(payload, "key_id reason", "payload")
            need(formed(id_, HEX16, "payload") and type(reason) is str, "payload")
        return None

    def valid(self, key, body):
        known, of, is_valid = self.keys.get(key, (None, None, False))
        return known if is_valid and of == body else None

    def change_keys(self, kind, payload, body, attest, host):
        key = payload.get("key_id")
        if kind == "key_added":
            has_key = any(of == body and is_valid for _, of, is_valid in self.keys.values())
            need(payload["of"] == body and not (attest == "host" and has_key), "key-change", key)
            need(key not in self.keys and key != key_id(host), "key-change", f"{key} is in use")
            self.keys[key] = (unbase64(payload["key"], "payload"), body, True)
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
        need(self.number < len(self.lines), "cut", f"the bundle stops after line {self.number}")
        self.place, self.number = place or f"line {self.number + 1}", self.number + 1
        text = self.lines[self.number - 1]
        need(text.startswith(start), rule, "a line of this kind cannot stand here")
        return text

    def closed(self):
        """After each line: only the last can be without its break."""
        if self.number == len(self.lines) and not self.ended:
            self.place = "end"
            raise Broken("cut", "the last line break is missing")

    def read(self):
        version, total, origin = keys(canonical(self.line(None)), "bundle entries origin", "header")
        need(type(version) is int and version == 1 and count(total, "header") > 0, "header")
        self.log.origin = formed(origin, ORIGIN, "header")
        self.closed()
        self.read_policy(canonical(self.line(None)))
        self.closed()
        while not self.checkpoints or not self.starts(b'{"admission":'):
            place = f"checkpoint {len(self.checkpoints) + 1}" if self.starts(b'{"checkpoint":') else None
            value = canonical(self.line(place, b'{"checkpoint":'))
            checkpoint = Checkpoint(*keys(value, "checkpoint", "checkpoint"))
            need(checkpoint.origin == origin, "checkpoint-origin", checkpoint.origin)
            before = self.checkpoints[-1].size if self.checkpoints else 0
            need(before <= checkpoint.size <= total, "checkpoint", f"covers {checkpoint.size} entries")
            self.checkpoints.append(checkpoint)
            self.closed()
        if self.checkpoints[-1].size < total:
            self.line("entry 0")
            raise Broken("checkpoint", f"here must stand a checkpoint of all {total} entries")
        for seq in range(total):
            text = self.line(f"entry {seq}")
            self.log.push(text, sha(b"\0", text))
            self.judge(seq, total)
            self.closed()
        self.tail_from = self.number
        while not self.starts((b'{"sums":', b'{"end":')):
            self.read_blob(f"blob {self.blobs + 1}" if self.starts(b'{"blob":') else None)
            self.closed()
        before, summed = self.number, 0
        while not self.starts(b'{"end":'):
            due = min(before - summed, 256)
            sums = read_sums(self.line(None, b'{"sums":'))
            need(len(sums) == due > 0, "sums", f"{len(sums)} sums, {due} are due")
            summed += due
            self.closed()
        lines, _ = read_end(self.line("end"))
        need(summed == before, "sums", "they do not cover the lines")
        need(lines == self.number - 1, "end", f"it counts {lines} lines, {self.number - 1} stand before it")
        self.closed()
        if self.number < len(self.lines):
            self.line(None, b"\n")

    def read_policy(self, value):
        self.k, witnesses = keys(*keys(value, "policy", "policy"), "k witnesses", "policy")
        need(type(witnesses) is list, "policy")
        self.policy = [(formed(name, NOTE_NAME, "policy"), unbase64(key, "policy", 32))
                       for key, name in (keys(witness, "key name", "policy") for witness in witnesses)]
        distinct = min(len({name for name, _ in self.policy}), len({key for _, key in self.policy}))
        need(len(self.policy) == distinct >= count(self.k, "policy"), "policy", "k, or a witness twice")

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
        value = canonical(self.line(place, b'{"blob":'))
        data, digest, salt = keys(*keys(value, "blob", "blob"), "data hash salt", "blob")
        salted = sha(unbase64(salt, "blob", 32), unbase64(data, "blob")).hex()
        need(salted == formed(digest, HEX32, "blob"), "blob", digest)
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
    sums, = keys(canonical(text), "sums", "sums")
    need(type(sums) is list, "sums")
    return [bytes.fromhex(formed(value, HEX32, "sums")) for value in sums]


def read_end(text):
    lines, digest = keys(*keys(canonical(text), "end", "end"), "lines sha256", "end")
    return count(lines, "end"), formed(digest, HEX32, "end")


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
