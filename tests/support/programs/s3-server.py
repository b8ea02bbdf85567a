#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A local server with the part of Amazon S3 that the batch example needs.

s3-server.py FOLDER serves FOLDER/BUCKET/KEY as objects, with path-style
addresses. It prints one line, `Listening on URI`, when it is ready. Signatures
are not checked.
"""

import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit
from xml.sax.saxutils import escape

FOLDER = Path(sys.argv[1])


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def log_message(self, *arguments):
        pass

    def answer(self, status, body=b"", **headers):
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def file(self):
        return FOLDER / unquote(urlsplit(self.path).path).lstrip("/")

    def list_objects(self, query):
        bucket = self.file()
        prefix = query.get("prefix", [""])[0]
        delimiter = query.get("delimiter", ["\n"])[0]
        keys = sorted(path.relative_to(bucket).as_posix()
                      for path in bucket.rglob("*") if path.is_file())
        contents = "".join(f"<Contents><Key>{escape(key)}</Key></Contents>"
                           for key in keys if key.startswith(prefix)
                           and delimiter not in key[len(prefix):])
        self.answer(200, ('<?xml version="1.0" encoding="UTF-8"?>'
                          "<ListBucketResult><IsTruncated>false</IsTruncated>"
                          f"{contents}</ListBucketResult>").encode())

    def do_GET(self):
        query = parse_qs(urlsplit(self.path).query)
        if "list-type" in query:
            self.list_objects(query)
        elif self.file().is_file():
            self.answer(200, self.file().read_bytes(), ETag='"0"',
                        Last_Modified="Thu, 01 Jan 2026 00:00:00 GMT")
        else:
            self.answer(404)

    do_HEAD = do_GET

    def do_PUT(self):
        body = self.rfile.read(int(self.headers["Content-Length"]))
        if "aws-chunked" in self.headers.get("Content-Encoding", ""):
            self.answer(501)
            return
        self.file().parent.mkdir(parents=True, exist_ok=True)
        self.file().write_bytes(body)
        self.answer(200, ETag='"0"')

    def do_DELETE(self):
        self.file().unlink(missing_ok=True)
        self.answer(204)


with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
    print(f"Listening on http://127.0.0.1:{server.server_port}", flush=True)
    server.serve_forever()
