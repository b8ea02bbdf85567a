#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later

"""check-layers.py [TOP]: checks that each layer includes only the layers that
it may, also indirectly. Otherwise exits with 1 and prints the chain of
includes."""

import re
import subprocess
import sys
from pathlib import Path

# The folders that each folder may include, besides itself.
MAY_REACH = {
    "gst/util": [],
    "gst/aws": ["gst/util"],
    "gst/rekognition": ["gst/util", "gst/aws"],
    "gst/meta/common": ["gst/util"],
    "gst/meta/attach": ["gst/util", "gst/aws", "gst/rekognition",
                        "gst/meta/common"],
    "gst/meta/read": ["gst/util", "gst/meta/common"],
    "plugin/job": ["gst/util", "gst/aws", "gst/rekognition", "gst/meta/common",
                   "gst/meta/attach"],
    "plugin/rekognitioncelebrity": ["gst/util", "gst/aws", "gst/rekognition",
                                    "gst/meta/common", "gst/meta/attach",
                                    "plugin/job"],
    "plugin/appearances": [],
    "plugin/formats": ["plugin/appearances"],
    "plugin/celebritylog": ["gst/util", "gst/meta/common", "gst/meta/read",
                            "plugin/appearances", "plugin/formats"],
    "plugin/celebrityoverlay": ["gst/util", "gst/meta/common",
                                "gst/meta/read"],
}
NO_GSTREAMER = ["gst/util", "gst/aws", "gst/rekognition"]
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]', re.MULTILINE)


def find_layer(path):
    fits = [layer for layer in MAY_REACH if path.startswith(layer + "/")]
    return max(fits, key=len, default=None)


def read_includes(top, files):
    """{path: [(is_system, path or name)]}; base names are unique."""
    by_name = {}
    for path in files:
        name = Path(path).name
        if name in by_name and name.endswith(".h"):
            sys.exit(f"Two files are called {name}: {by_name[name]}, {path}")
        by_name[name] = path
    includes = {}
    for path in files:
        text = (top / path).read_text(encoding="utf-8")
        includes[path] = []
        for bracket, name in INCLUDE.findall(text):
            if ".." in name.split("/"):
                sys.exit(f'{path} includes "{name}": no ".." in an include')
            ours = by_name.get(Path(name).name) if bracket == '"' else None
            includes[path].append((ours is None, ours or name))
    return includes


def walk(includes, path, way, seen):
    """Yields each (is_system, name, way) that path includes."""
    for is_system, name in includes.get(path, []):
        yield is_system, name, way + [name]
        if not is_system and name not in seen:
            seen.add(name)
            yield from walk(includes, name, way + [name], seen)


def find_faults(includes):
    for path in sorted(includes):
        layer = find_layer(path)
        if layer is None:
            continue
        for is_system, name, way in walk(includes, path, [path], {path}):
            if is_system:
                if name.startswith("gst/") and layer in NO_GSTREAMER:
                    yield way
                continue
            other = find_layer(name)
            if other not in (layer, *MAY_REACH[layer]):
                yield way


def main():
    top = Path(sys.argv[1] if len(sys.argv) > 1 else ".").resolve()
    files = subprocess.run(
        ["git", "ls-files", "gst/*.[ch]", "plugin/*.[ch]"], cwd=top,
        check=True, capture_output=True, text=True).stdout.split()
    if not files:
        sys.exit("No files to check")
    faults = list(find_faults(read_includes(top, files)))
    for way in faults:
        print("Not allowed: " + " -> ".join(way))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
