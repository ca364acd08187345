"""Replays one page from a WARC file with pywb, in the current folder: FILE ADDRESS; the body goes to standard output."""

from gevent import monkey

monkey.patch_all()

import sys

from pywb.apps.frontendapp import FrontEndApp
from pywb.manager.manager import main as manage
from werkzeug.test import Client

file, address = sys.argv[1:]
# What pywb tells goes to standard error.
out, sys.stdout = sys.stdout, sys.stderr
manage(["init", "unit"])
manage(["add", "unit", file])
# `id_`: as it came, not rewritten for the archive.
answer = Client(FrontEndApp()).get("/unit/2id_/" + address)
if answer.status_code != 200:
    sys.exit(f"{address}: {answer.status}")
out.buffer.write(answer.data)
