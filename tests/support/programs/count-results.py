#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Counts the test cases of the last `meson test` in a build folder.

count-results.py BUILD [LOGBASE] prints each failed and each skipped case, how
to run the skipped ones, and, as its last line, `N passed, N failed`
(`, N skipped` if any). Exits with 1 if a case failed or nothing ran.
"""

import json
import re
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

HOW_TO_RUN = (
    "Skipped tests need what their lines name: install it, run as root, or set "
    "REKOGNITION_VECTORS=FOLDER (public test data, see tests/README.md), "
    "and run tests/run.sh again.")

WHOLE = "(the whole program)"

BAD = {"FAIL", "TIMEOUT", "ERROR", "INTERRUPT", "UNEXPECTEDPASS"}


def read_cases(path):
    """Program name -> list of (case, outcome, message)."""
    programs = {}
    for suite in ElementTree.parse(path).getroot().iter("testsuite"):
        for case in suite.iter("testcase"):
            outcome, message = "passed", ""
            for tag, word in (("failure", "failed"), ("error", "failed"),
                              ("skipped", "skipped")):
                node = case.find(tag)
                if node is not None:
                    outcome, message = word, node.get("message") or ""
            program = suite.get("name").split(".")[-1].split(" / ")[-1]
            programs.setdefault(program, []).append(
                (case.get("name"), outcome, message))
    return programs


def read_programs(path):
    """Program name -> (meson's result, standard output)."""
    programs = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            entry = json.loads(line)
            programs[entry["name"].split(" / ")[-1]] = (
                entry["result"], entry.get("stdout", ""))
    return programs


def find_reason(output, name):
    """The reason in the TAP line of a skipped case, or of a skipped program."""
    case = re.escape(name.split(" ")[-1])
    start = r"1\.\.0" if name == WHOLE else rf"ok .*{case}"
    match = re.search(rf"^{start} # SKIP (.*)$", output, re.M)
    return match.group(1) if match else ""


def main():
    logs = Path(sys.argv[1]) / "meson-logs"
    base = sys.argv[2] if len(sys.argv) > 2 else "testlog"
    programs = read_programs(logs / f"{base}.json")
    cases = read_cases(logs / f"{base}.junit.xml")
    counts = {"passed": 0, "failed": 0, "skipped": 0}

    for program, (verdict, output) in programs.items():
        found = cases.get(program, [])
        # A program that crashed or timed out may have reported only passed
        # cases.
        if verdict in BAD and not any(c[1] == "failed" for c in found):
            found.append((WHOLE, "failed", verdict))
        elif not found:
            found.append((WHOLE, "skipped" if verdict == "SKIP" else "passed",
                          ""))
        for name, outcome, message in found:
            counts[outcome] += 1
            if outcome == "skipped":
                reason = find_reason(output, name) or message
                print(f"skipped: {reason or 'no reason given'} "
                      f"({program}: {name})")
            elif outcome == "failed":
                print(f"FAILED: {program}: {name} {message}".rstrip())

    if counts["skipped"]:
        print(HOW_TO_RUN)
    line = f"{counts['passed']} passed, {counts['failed']} failed"
    if counts["skipped"]:
        line += f", {counts['skipped']} skipped"
    print(line)
    return 1 if counts["failed"] or not counts["passed"] else 0


if __name__ == "__main__":
    sys.exit(main())
