#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Tests count-results.py with logs of meson. Prints TAP."""

import json
import subprocess
import sys
import tempfile
from pathlib import Path

COUNT = Path(__file__).parents[1] / "support/programs/count-results.py"

PROGRAMS = [
    {"name": "p / good", "result": "OK", "stdout": "ok 1 /a\n1..1\n"},
    {"name": "p / partly", "result": "OK",
     "stdout": "ok 1 /b\nok 2 /c # SKIP there is no moon\n1..2\n"},
    {"name": "p / nothing", "result": "SKIP",
     "stdout": "1..0 # SKIP readelf is missing\n"},
]
BROKEN = {"name": "p / bad", "result": "FAIL", "stdout": "not ok 1 /d\n1..1\n"}

CASES = """<testsuites>
<testsuite name="p.good"><testcase name="/a"/></testsuite>
<testsuite name="p.partly"><testcase name="/b"/>
<testcase name="/c"><skipped/></testcase></testsuite>
<testsuite name="p.bad"><testcase name="/d"><failure/></testcase></testsuite>
</testsuites>"""


def count(programs):
    """Exit code and lines of count-results.py."""
    with tempfile.TemporaryDirectory() as build:
        logs = Path(build) / "meson-logs"
        logs.mkdir()
        (logs / "testlog.json").write_text(
            "".join(json.dumps(program) + "\n" for program in programs))
        (logs / "testlog.junit.xml").write_text(CASES)
        done = subprocess.run([sys.executable, COUNT, build],
                              capture_output=True, encoding="utf-8",
                              check=False)
    return done.returncode, done.stdout.splitlines()


def check_skipped():
    code, lines = count(PROGRAMS)
    return (code == 0 and len(lines) == 4 and
            lines[0] == "skipped: there is no moon (partly: /c)" and
            lines[1].startswith("skipped: readelf is missing (nothing: ") and
            "REKOGNITION_VECTORS" in lines[2] and
            lines[3] == "2 passed, 0 failed, 2 skipped")


def check_passed():
    return count(PROGRAMS[:1]) == (0, ["1 passed, 0 failed"])


def check_failed():
    code, lines = count([BROKEN])
    return code == 1 and lines == ["FAILED: bad: /d", "0 passed, 1 failed"]


def main():
    checks = [check_passed, check_skipped, check_failed]
    results = [check() for check in checks]
    for number, (check, good) in enumerate(zip(checks, results), 1):
        print(f"{'ok' if good else 'not ok'} {number} - {check.__name__}")
    print(f"1..{len(checks)}")
    return 0 if all(results) else 1


if __name__ == "__main__":
    sys.exit(main())
