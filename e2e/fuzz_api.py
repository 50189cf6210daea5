#!/usr/bin/env python3
"""Sends generated requests to the API of a served example place, with schemathesis, and fails on a server error or an
answer that the document does not describe.

    cargo build && python3 e2e/fuzz_api.py target/debug/commonweal --seconds 60

Everything happens in a temporary folder, on loopback, with a token of one fictional body.
"""

import argparse
import base64
import hashlib
import hmac
import http.client
import json
import os
import re
import struct
import subprocess
import sys
import tempfile
import time
import urllib.parse
import venv
from pathlib import Path

SCHEMATHESIS = "schemathesis==4.32.5"
BODY = "saltmere-acute"
PASSWORD = "four unrelated words here"


def code_at(secret: str, seconds: float) -> str:
    """Six digits of RFC 6238 for a secret in base 32."""
    key = base64.b32decode("".join(re.findall("[A-Z2-7]", secret)))
    mac = hmac.new(key, struct.pack(">Q", int(seconds // 30)), hashlib.sha1).digest()
    number = struct.unpack_from(">I", mac, mac[19] & 15)[0] & 0x7FFFFFFF
    return f"{number % 1_000_000:06}"


class Browser:
    """Sends forms and keeps the cookie of the session."""

    def __init__(self, port: int):
        self.port = port
        self.cookie = ""

    def send(self, path: str, form: dict | None = None) -> str:
        """The page at a path, after a form where one is given."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        headers = {"Cookie": self.cookie}
        if form is not None:
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        body = None if form is None else urllib.parse.urlencode(form)
        connection.request("GET" if form is None else "POST", path, body, headers)
        answer = connection.getresponse()
        for value in answer.headers.get_all("Set-Cookie") or []:
            self.cookie = value.split(";")[0]
        text = answer.read().decode()
        if answer.status == 303:
            return self.send(answer.headers["Location"])
        if answer.status != 200:
            raise SystemExit(f"{path} answered {answer.status}:\n{text}")
        return text


def token_of_a_lead(program: Path, database: Path, port: int) -> str:
    """Invites somebody, signs them in with a code from an app, and has them make a token."""
    words = [program, "person", "invite", "sam@saltmere.example", "--body", BODY, "--role", "lead"]
    printed = subprocess.run([*words, "--database", database], check=True, capture_output=True, text=True).stdout
    browser = Browser(port)
    link = re.search(r"/invitation/\S+", printed).group()
    page = browser.send(link, {"name": "Sam Example", "password": PASSWORD})
    secret = re.search(r'id="secret"[^>]*>([^<]+)<', page).group(1)
    browser.send("/account/authenticator-app", {"code": code_at(secret, time.time())})
    page = browser.send(f"/bodies/{BODY}/tokens", {"label": "fuzzing", "days": "1", "role": "lead"})
    return re.search(r'id="token"[^>]*>([^<]+)<', page).group(1)


def schemathesis_in(folder: Path) -> Path:
    """The program, installed in a virtual environment unless it is there."""
    bin_folder = folder / ("Scripts" if os.name == "nt" else "bin")
    if not (bin_folder / "schemathesis").exists():
        venv.create(folder, with_pip=True)
        subprocess.run([bin_folder / "pip", "install", "--quiet", SCHEMATHESIS], check=True)
    return bin_folder / "schemathesis"


def main() -> int:
    """Runs it all."""
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("program", type=Path, nargs="?", help="the commonweal program; without it, schemathesis is installed and no more")
    arguments.add_argument("--seconds", type=int, default=60, help="how long to send requests")
    arguments.add_argument("--seed", type=int, default=1, help="of the generated requests")
    arguments.add_argument("--venv", type=Path, help="a folder to keep schemathesis in; without it, a temporary one")
    asked = arguments.parse_args()
    if asked.program is None:
        if asked.venv is None:
            arguments.error("name the program, or with --venv the folder to install schemathesis in")
        schemathesis_in(asked.venv.resolve())
        return 0
    with tempfile.TemporaryDirectory(prefix="commonweal-fuzz-") as name:
        folder = Path(name)
        subprocess.run([asked.program, "demo", "--dir", folder], check=True, stdout=subprocess.DEVNULL)
        schemathesis = schemathesis_in((asked.venv or folder / "venv").resolve())
        database, log = folder / "record.db", folder / "requests.log"
        with log.open("w") as lines:
            words = [asked.program, "serve", "--listen", "127.0.0.1:0", "--database", database]
            server = subprocess.Popen(words, stdout=subprocess.PIPE, stderr=lines, text=True)
            try:
                port = int(re.search(r":(\d+)", server.stdout.readline().split("://")[1]).group(1))
                token = token_of_a_lead(asked.program, database, port)
                settings = folder / "schemathesis.toml"
                settings.write_text("")
                failed = run(schemathesis, settings, port, token, asked)
                # Most generated names are of no partnership: as long again with one that is there.
                settings.write_text('[parameters]\n"path.slug" = "saltmere"\n')
                failed = run(schemathesis, settings, port, token, asked) or failed
            finally:
                server.terminate()
                server.wait()
        tell(log)
        wrong = subprocess.run([asked.program, "verify", database]).returncode
    return 1 if failed or wrong else 0


def run(schemathesis: Path, settings: Path, port: int, token: str, asked: argparse.Namespace) -> int:
    """Generated requests, valid and not, for half of the time."""
    address = f"http://127.0.0.1:{port}"
    words = [schemathesis, "--config-file", settings, "run", f"{address}/api/v1/openapi.json", "--url", address]
    words += ["--header", f"Authorization: Bearer {token}", "--seed", str(asked.seed)]
    words += ["--phases", "examples,coverage,fuzzing", "--max-examples", "100000", "--max-time", str(asked.seconds // 2)]
    words += ["--checks", CHECKS, "--continue-on-failure", "--suppress-health-check", "all", "--no-color"]
    return subprocess.run(words, cwd=settings.parent).returncode


CHECKS = ",".join([
    "not_a_server_error",
    "status_code_conformance",
    "content_type_conformance",
    "response_headers_conformance",
    "response_schema_conformance",
    "unsupported_method",
])


def tell(log: Path) -> None:
    """How many requests had which status, by the server's own lines."""
    counts: dict[int, int] = {}
    for line in log.read_text().splitlines():
        if line.startswith("{"):
            status = json.loads(line)["status"]
            counts[status] = counts.get(status, 0) + 1
    total = sum(counts.values())
    said = ", ".join(f"{status}: {count}" for status, count in sorted(counts.items()))
    print(f"requests that the server answered: {total} ({said})")


if __name__ == "__main__":
    sys.exit(main())
