#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Runs what the documents and the plugin's comments say that one can run. TAP.

test-launch-lines-of-docs.py TOP ENDPOINT
    TOP is the source folder, ENDPOINT is rekognition-local-endpoint in its build
    folder. The plugin is found through GST_PLUGIN_PATH_1_0.
test-launch-lines-of-docs.py --getting-started CLONE
    Runs "Getting started locally" of README.md in CLONE, a fresh clone, and
    builds there.

The documents are the README files and CONTRIBUTING.md. What is run:

- The code of README.md's section "Getting started locally", line by line in an
  empty folder that has only `examples` and `build` in it.
- Each launch line, and each line that compiles a program or runs an example. A
  launch line has ` ! ` or a tool of GStreamer in it: in a block of code for the
  shell (indented, or fenced without another language), in a code span, tables
  included, and between `|[` and `]|` of a comment. The lines of a block run one
  after another in a folder of their own that has film.mp4, film.ts, film.webm,
  film.jsonl, `examples` and `build` in it, and the programs that the document
  lists whole: those whose first line is a comment with the name of the file. JOB is
  the demonstration film's job.

A part of a pipeline is completed (see complete()). Whatever else a line needs to
run here is in one of the tables below; there is no other way for a line not to be
run.

Links within the repository must lead to a file and a heading.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections import namedtuple
from pathlib import Path

TOOL = r"\b(?:gst-launch|gst-play|ges-launch)-1\.0"
EXAMPLE = r"(?:build/)?examples/(?:apps|demo|local-endpoint)/\S+ +\S"
COMPILER = "cc -o "
# A program that the document lists.
PROGRAM = r"\./\S+ |python3 \S+\.py "
LISTING = r"^```(?:c|python)\n(?://|#) (\S+\.(?:c|py))\n.*?(?=^```$)"
# Goes on until it is ended.
SERVER = "build/examples/local-endpoint/rekognition-local-endpoint "
SERVER_URI = r"http://127\.0\.0\.1:800\d"

DOCUMENTS = ["*.md", "plugin/*/README.md", "gst/*/README.md",
             "examples/README.md", "examples/*/README.md", "tests/README.md"]
GETTING_STARTED = "## Getting started locally"
README_LIMIT = 10240

# What is replaced: there may be no display and no loudspeaker, and comments
# stand in for what a shell fills in.
REPLACED = [
    (r"\bautovideosink\b", "fakesink"),
    (r"\bautoaudiosink\b", "fakesink"),
    (r"\b(ges-launch-1.0) ",
     r"\1 --videosink=fakesink --audiosink=fakesink "),
    (r"\b(playbin3?) ", r"\1 video-sink=fakesink audio-sink=fakesink "),
    (r"\bjob-id=JOB\b", "job-id=$JOB"),
    (r"(\bplay-with-names\.py) ", r"\1 --video-sink=fakesink "),
]

# Lines with these are not run, for the reason given.
NOT_RUN = {
    "facedetect": "needs gstreamer1.0-opencv and its data",
}

# Elements that a release of GStreamer or a machine need not have. Lines with
# these are run where they are there.
NOT_EVERYWHERE = {
    "glupload": "gstreamer1.0-gl",
    "gldownload": "gstreamer1.0-gl",
    "objectdetectionoverlay": "GStreamer 1.24, gstreamer1.0-plugins-bad",
    "unixfdsink": "GStreamer 1.24, gstreamer1.0-plugins-bad",
}


def find_disorder(output):
    """What is wrong with a table of appearances that must be in order of start."""
    starts = [float(re.split(r"  +", row)[1]) for row in output.splitlines()]
    if len(starts) < 3 or starts != sorted(starts):
        return f"not by start: {starts}"
    return None


# What else must be true of what lines with these print.
PRINTED = {
    "sort_by(.start)": find_disorder,
}

# What a part of a pipeline stands behind.
DECODER = "filesrc location=film.webm ! decodebin ! videoconvert"
ANNOTATOR = DECODER + " ! rekognitioncelebrity job-id=$JOB"

# As long as the demonstration film's job says, or the element would warn. With
# sound for players only: a pipeline that leaves it unlinked now and then never
# ends, with any elements in it, as GStreamer's bin loses the end of the stream
# (1.22 to 1.28) when it is set to PLAYING at the very moment it is prerolled.
PICTURE = ("gst-launch-1.0 -q videotestsrc num-buffers=300 ! "
           "video/x-raw,width=160,height=90,framerate=5/1 ! videoconvert ! "
           "vp8enc deadline=1 ! queue ! webmmux name=film ! filesink ")
SOUND = ("audiotestsrc num-buffers=60 samplesperbuffer=8000 ! "
         "audio/x-raw,rate=8000,channels=1 ! vorbisenc ! queue ! film.")
FILMS = {
    "silent.webm": PICTURE + "location=silent.webm",
    "sound.webm": PICTURE + "location=sound.webm " + SOUND,
}

TROUBLE = re.compile(r"\b(WARNING|CRITICAL|ERROR|WARN)\b")

# GStreamer's editing services ask every property of an effect for its value,
# also one that can only be written. Its objectdetectionoverlay takes names for
# Pango's markup.
NO_TROUBLE = re.compile(r"property '\S+' of object class '\w+' is not readable|"
                        r"pango_layout_set_markup_with_accel: Error")

Line = namedtuple("Line", "source number text")


def join_lines(lines):
    """(number, text) of each command: a line and those that continue it."""
    command, start = "", 0
    for number, line in lines:
        start = number if not command else start
        command += " " + line.strip() if command else line.strip()
        if command.endswith("\\"):
            command = command[:-1].rstrip()
        elif not command.endswith("|"):
            yield start, command
            command = ""
    if command:
        yield start, command


def split_markdown(text):
    """Yields (is_code, [(number, line)]) for each block of a document."""
    lines = list(enumerate(text.split("\n"), 1))
    prose, i = [], 0
    while i < len(lines):
        line = lines[i][1]
        fence = re.match(r"( *)```(\w*)", line)
        is_indented = re.match(r" {4,}\S", line) and not (
            prose and prose[-1][1].strip())
        if not fence and not is_indented:
            if not line.strip() and prose:
                yield False, prose
                prose = []
            prose.append(lines[i])
            i += 1
            continue
        yield False, prose
        prose, block = [], []
        if fence:
            i += 1
            while "```" not in lines[i][1]:
                block.append(lines[i])
                i += 1
            i += 1
            yield fence.group(2) in ("", "sh", "shell", "bash"), block
            continue
        while i < len(lines) and re.match(r" {4}|\s*$", lines[i][1]):
            block.append(lines[i])
            i += 1
        yield True, block
    yield False, prose


def find_spans(lines):
    """(number, text) of each code span."""
    text = "\n".join(line for _, line in lines)
    for span in re.finditer(r"(`+)(.+?)\1", text, re.S):
        number = lines[0][0] + text.count("\n", 0, span.start())
        content = re.sub(r"\s+", " ", span.group(2))
        yield number, content.replace("\\|", "|").strip()


def is_launch_line(text):
    # A tool's name alone is none.
    return " ! " in text or re.search(TOOL + r" +\S", text)


def is_to_be_run(text):
    return (is_launch_line(text) or text.startswith(COMPILER) or
            re.match(EXAMPLE, text))


def find_in_markdown(source, text):
    """Groups of lines: those of one block, or one code span."""
    for is_code, lines in split_markdown(text):
        if not lines:
            continue
        found = join_lines(lines) if is_code else find_spans(lines)
        group = [Line(source, number, command)
                 for number, command in found if is_to_be_run(command)]
        if is_code:
            yield group
        else:
            yield from ([line] for line in group)


def blank(text, patterns):
    """The text without what matches, with as many lines as before."""
    for pattern in patterns:
        text = re.sub(pattern, lambda found: "\n" * found.group().count("\n"),
                      text, flags=re.S | re.M)
    return text


def find_getting_started(text):
    """All lines of code of this section of README.md."""
    start = text.index(GETTING_STARTED + "\n")
    end = text.index("\n## ", start)
    section = "\n" * text.count("\n", 0, start) + text[start:end]
    return [Line("README.md", number, command)
            for is_code, lines in split_markdown(section) if is_code
            for number, command in join_lines(lines) if command]


def find_in_comments(path, text):
    for comment in re.finditer(r"/\*\*\n.*?\*/", text, re.S):
        first = text.count("\n", 0, comment.start()) + 1
        lines = [(first + i, re.sub(r"^ \* ?", "", line))
                 for i, line in enumerate(comment.group().split("\n"))]
        body = "\n".join(line for _, line in lines)
        for block in re.finditer(r"\|\[(.*?)\]\|", body, re.S):
            start = first + body.count("\n", 0, block.start())
            inner = enumerate(block.group(1).split("\n"), start)
            yield [Line(path.name, number, command)
                   for number, command in join_lines(inner)
                   if is_launch_line(command)]
        prose = blank(body, [r"\|\[.*?\]\|"])
        spans = find_spans(list(enumerate(prose.split("\n"), first)))
        yield from ([Line(path.name, *span)] for span in spans
                    if is_launch_line(span[1]))


def find_documents(top):
    """{path within the source folder: text}"""
    paths = [path for pattern in DOCUMENTS for path in top.glob(pattern)]
    return {str(path.relative_to(top)): path.read_text(encoding="utf-8")
            for path in sorted(set(paths))}


def find_all(top, documents):
    groups = []
    for source, text in documents.items():
        if source == "README.md":
            # What is in this section is run as a whole.
            number = text.index("\n## ", text.index(GETTING_STARTED))
            text = "\n" * text.count("\n", 0, number) + text[number:]
        groups += find_in_markdown(source, text)
    for path in sorted((top / "plugin").rglob("*.c")):
        groups += find_in_comments(path, path.read_text(encoding="utf-8"))
    return [group for group in groups if group]


def complete(line):
    """A part of a pipeline made whole: `…` is what was there before, at the
    end a sink. A part with no `…` before it stands behind people that are
    attached, or behind a decoder where it attaches them itself."""
    if re.match(rf"{EXAMPLE}|{PROGRAM}", line) or not is_launch_line(line):
        return line
    tool, line = re.fullmatch(rf"(.*?{TOOL} +)?(.*)", line).groups()
    if tool and not line.startswith("…"):
        return tool + line
    if line.startswith("…"):
        line = ANNOTATOR + line[1:]
    elif line.startswith("rekognitioncelebrity"):
        line = f"{DECODER} ! {line}"
    elif not line.startswith("filesrc"):
        line = f"{ANNOTATOR} ! {line}"
    line = re.sub(r"[…! ]+$", "", line)
    if not re.search(r"sink( \S+=\S+)*$", line):
        line += " ! fakesink"
    return (tool or "gst-launch-1.0 ") + line


def replace(line):
    for pattern, replacement in REPLACED:
        line = re.sub(pattern, replacement, line)
    return line


def find_reason_not_to_run(line):
    for words, reason in NOT_RUN.items():
        if words in line:
            return reason
    for element, package in NOT_EVERYWHERE.items():
        if re.search(rf"\b{element}\b", line) and subprocess.run(
                ["gst-inspect-1.0", "--exists", element],
                check=False).returncode:
            return f"there is no {element} ({package})"
    if re.match(rf"{EXAMPLE}|{PROGRAM}", line) and ".py " in line and (
            subprocess.run(["python3", "-c", "import gi"],
                           capture_output=True, check=False).returncode):
        return "this python3 has no PyGObject (python3-gi)"
    return None


def run(line, folder, environment, setup=""):
    """Runs it after the lines of setup. Returns what went wrong, or None."""
    limit = 60 * int(os.environ.get("TEST_PATIENCE", "1"))
    if line.startswith("meson "):
        limit *= 15
    try:
        done = subprocess.run(
            ["bash", "-c", f"set -o pipefail\n{setup}{line}"], cwd=folder,
            env=environment, stdin=subprocess.DEVNULL, capture_output=True,
            encoding="utf-8", errors="replace", timeout=limit, check=False)
    except subprocess.TimeoutExpired:
        return f"did not end within {limit} s"
    if done.returncode:
        return f"ended with {done.returncode}: {done.stderr}"
    trouble = [text for text in done.stderr.split("\n") + [
        text for text in done.stdout.split("\n") if text.startswith("WARN")]
        if TROUBLE.search(text) and not NO_TROUBLE.search(text)]
    if trouble:
        return "\n".join(trouble)
    is_heard = line.startswith("gst-launch-1.0 ") and not re.search(
        r" (-\w*q|--quiet|\||>)", line)
    for words, find_problem in PRINTED.items():
        if words in line and (problem := find_problem(done.stdout)):
            return problem
    if is_heard and "Got EOS from element" not in done.stdout:
        return "did not come to the end of the stream: " + done.stdout[-1000:]
    return None


def make_environment(uri):
    environment = {name: value for name, value in os.environ.items()
                   if not name.startswith("AWS_")}
    # Leaks of others (playbin's volume) are not what is looked for here.
    # What G_DEBUG would end a tool for is in what it prints.
    for name in ("G_DEBUG", "GST_DEBUG", "GST_DEBUG_FILE", "GST_TRACERS"):
        environment.pop(name, None)
    environment.update(
        AWS_CONFIG_FILE="/dev/null", AWS_SHARED_CREDENTIALS_FILE="/dev/null",
        AWS_EC2_METADATA_DISABLED="true", AWS_REGION="eu-west-1",
        AWS_ACCESS_KEY_ID="AKIDLOCALENDPOINT",
        AWS_SECRET_ACCESS_KEY="localsecret",
        AWS_ENDPOINT_URL_REKOGNITION=uri, JOB="demo-film", LC_ALL="C.UTF-8",
        no_proxy="127.0.0.1")
    return environment


class Tap:
    count = 0
    failed = 0

    def report(self, name, problem=None, skipped=None):
        self.count += 1
        self.failed += problem is not None
        name = name.replace("#", "")
        end = f" # SKIP {skipped}" if skipped else ""
        print(f"{'ok' if problem is None else 'not ok'} {self.count} - "
              f"{name}{end}", flush=True)
        for line in (problem or "").split("\n")[:20]:
            if line:
                print(f"# {line[:400]}", flush=True)


def write_listings(folder, text):
    for listing in re.finditer(LISTING, text, re.M | re.S):
        content = listing.group().partition("\n")[2]
        (folder / listing.group(1)).write_text(content, encoding="utf-8")


def fill_folder(folder, films, group):
    """What a user would have there before these lines."""
    text = " ".join(line.text for line in group)
    film = "sound.webm" if "playbin" in text else "silent.webm"
    for name in ("film.webm", "film.mp4", "film.ts"):
        shutil.copy(films / film, folder / name)
    # Results that are there would not be fetched.
    if "results-location=" not in text or "job-id=" not in text:
        shutil.copy(films / "job.jsonl", folder / "film.jsonl")


class Shell:
    """Runs one line after another in a folder. What is exported stays, and so do
    servers, until close()."""

    def __init__(self, folder, environment):
        self.folder, self.environment = folder, environment
        self.exports, self.uri, self.servers = "", None, []

    def start_server(self, line):
        line = re.sub(r"--port \d+", "--port 0", line.rstrip(" &"))
        server = subprocess.Popen(
            ["bash", "-c", "exec " + line], cwd=self.folder,
            env=self.environment, stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            encoding="utf-8")
        self.servers.append(server)
        answer = server.stdout.readline()
        if not answer.startswith("Listening on "):
            return f"did not listen: {answer}"
        self.uri = answer.split(" ")[2].strip()
        return None

    def run(self, line):
        """Returns what went wrong, or None."""
        if line.startswith(SERVER):
            return self.start_server(line)
        if self.uri:
            line = re.sub(SERVER_URI, self.uri, line)
        problem = run(line, self.folder, self.environment, self.exports)
        if line.startswith("export "):
            self.exports += line + "\n"
        return problem

    def close(self):
        for server in self.servers:
            server.terminate()
            server.wait()
            server.stdout.close()


def test_line(tap, shell, line, reason=None):
    command = replace(complete(line.text))
    reason = reason or find_reason_not_to_run(command)
    problem = None if reason else shell.run(command)
    if problem:
        problem += "\nas: " + command
    tap.report(f"{line.source}:{line.number} {line.text[:70]}", problem, reason)


def link_folders(folder, top, build):
    (folder / "examples").symlink_to(top / "examples")
    (folder / "build").symlink_to(build)


def test_group(tap, group, text, films, folders, environment):
    with tempfile.TemporaryDirectory() as folder:
        fill_folder(Path(folder), films, group)
        write_listings(Path(folder), text)
        link_folders(Path(folder), *folders)
        shell = Shell(folder, environment)
        try:
            for line in group:
                test_line(tap, shell, line)
        finally:
            shell.close()


def test_getting_started(tap, lines, folder, environment, is_built):
    """All of it in order, with nothing set but what the lines set."""
    given = {name: value for name, value in environment.items()
             if name not in ("AWS_REGION", "AWS_ACCESS_KEY_ID", "JOB",
                             "AWS_SECRET_ACCESS_KEY", "GST_PLUGIN_PATH",
                             "GST_PLUGIN_PATH_1_0",
                             "AWS_ENDPOINT_URL_REKOGNITION")}
    with tempfile.NamedTemporaryFile(suffix=".bin") as registry:
        given["GST_REGISTRY_1_0"] = registry.name
        shell = Shell(folder, given)
        try:
            for line in lines:
                is_skipped = is_built and line.text.startswith("meson ")
                test_line(tap, shell, line,
                          "it is built already; .ci/run runs this in a clone"
                          if is_skipped else None)
        finally:
            shell.close()


def make_slug(heading):
    """The name of the anchor that the hosts of repositories make of a heading."""
    text = re.sub(r"[^\w\- ]", "", heading.strip().lower())
    return text.replace(" ", "-")


def find_prose(text):
    lines = [line for is_code, lines in split_markdown(text) if not is_code
             for line in lines]
    return "\n".join(text for _, text in lines)


def find_broken_link(top, documents, source, link):
    path, _, anchor = link.partition("#")
    target = os.path.normpath(Path(source).parent / path) if path else source
    if not (top / target).exists():
        return f"{link}: there is no {target}"
    if not anchor:
        return None
    headings = re.findall(r"^#+ (.*)$", find_prose(documents.get(target, "")),
                          re.M)
    if anchor not in map(make_slug, headings):
        return f"{link}: {target} has no such heading"
    return None


def test_links(tap, top, documents):
    for source, text in documents.items():
        prose = blank(find_prose(text), [r"(`+).+?\1"])
        links = re.findall(r"\]\(([^)\s]+)\)", prose)
        broken = [find_broken_link(top, documents, source, link)
                  for link in links if not re.match(r"\w+:", link)]
        tap.report(f"links of {source}", "\n".join(filter(None, broken)) or None)


def test_size(tap, text):
    size = len(text.encode())
    tap.report("README.md is short", None if size <= README_LIMIT else
               f"it has {size} bytes, the limit is {README_LIMIT}")


def test_tables(tap, groups):
    """An entry that nothing needs any more is a mistake, too."""
    texts = [line.text for group in groups for line in group]
    for words in list(NOT_RUN) + list(PRINTED):
        unused = not any(words in text for text in texts)
        tap.report(f"in use: {words}",
                   "no line has it any more" if unused else None)


def start_endpoint(program, job):
    process = subprocess.Popen([program, "--job-id", "demo-film", job],
                               stdout=subprocess.PIPE, encoding="utf-8")
    line = process.stdout.readline()
    if not line.startswith("Listening on "):
        process.kill()
        sys.exit("Bail out! The local endpoint does not start.")
    return process, line.split(" ")[2].strip()


def test_clone(tap, clone):
    text = (clone / "README.md").read_text(encoding="utf-8")
    test_getting_started(tap, find_getting_started(text), clone,
                         make_environment(""), is_built=False)


def test_documents(tap, top, program):
    job = top / "examples" / "demo" / "job.jsonl"
    folders = top, program.parents[2]
    documents = find_documents(top)
    groups = find_all(top, documents)
    endpoint, uri = start_endpoint(program, job)
    try:
        with tempfile.TemporaryDirectory() as films:
            environment = make_environment(uri)
            for name, command in FILMS.items():
                tap.report("made " + name, run(command, films, environment))
            shutil.copy(job, films)
            for group in groups:
                test_group(tap, group, documents.get(group[0].source, ""),
                           Path(films), folders, environment)
    finally:
        endpoint.terminate()
        endpoint.wait()
    with tempfile.TemporaryDirectory() as folder:
        link_folders(Path(folder), *folders)
        test_getting_started(tap, find_getting_started(documents["README.md"]),
                             folder, environment, is_built=True)
    test_tables(tap, groups)
    test_links(tap, top, documents)
    test_size(tap, documents["README.md"])


def main():
    for tool in ("bash", "gst-launch-1.0"):
        if not shutil.which(tool):
            print(f"1..0 # SKIP {tool} is missing")
            return 0
    tap = Tap()
    if sys.argv[1] == "--getting-started":
        test_clone(tap, Path(sys.argv[2]).resolve())
    else:
        test_documents(tap, Path(sys.argv[1]), Path(sys.argv[2]).resolve())
    print(f"1..{tap.count}")
    return 1 if tap.failed else 0


if __name__ == "__main__":
    sys.exit(main())
