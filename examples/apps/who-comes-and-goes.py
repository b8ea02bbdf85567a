#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plays a video file and prints who comes and who goes, as read from the
messages that rekognitioncelebrity posts on the bus.

Needs only GStreamer's introspection data (Debian: python3-gi,
gir1.2-gstreamer-1.0).
"""

import argparse
import sys
import warnings

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

PIPELINE = ("filesrc name=file ! decodebin ! videoconvert ! "
            "rekognitioncelebrity name=celebrities ! fakesink sync=false")

# GValueArray is deprecated, but it is the only type as which every release of
# GStreamer returns a list to Python.
warnings.filterwarnings("ignore", ".*ValueArray", DeprecationWarning)


def get_list(structure, field):
    """Returns a list field as a Python list; works even without GStreamer's
    own Python package."""
    found, items = structure.get_list(field)
    return [items.get_nth(i) for i in range(items.n_values)] if found else []


def format_time(time):
    ms = (time + 500000) // 1000000
    return (f"{ms // 3600000:02}:{ms // 60000 % 60:02}:"
            f"{ms // 1000 % 60:02}.{ms % 1000:03}")


def print_changes(changes):
    """With post-messages=changes, the default, there is a message each time
    that the people on screen change."""
    when = format_time(changes.get_uint64("stream-time")[1])
    for field, sign in (("disappeared", "-"), ("appeared", "+")):
        for name in get_list(changes, field):
            print(f"{when}  {sign} {name}")


def create_pipeline(options):
    pipeline = Gst.parse_launch_full(PIPELINE, None,
                                     Gst.ParseFlags.FATAL_ERRORS)
    # Not in the launch line: a file name may contain any character.
    pipeline.get_by_name("file").set_property("location", options.file)
    element = pipeline.get_by_name("celebrities")
    for name in ("job-id", "results-location", "region", "profile",
                 "endpoint-uri"):
        value = getattr(options, name.replace("-", "_"))
        if value is not None:
            element.set_property(name, value)
    return pipeline


def print_status(message):
    """Prints the progress of the fetch and warnings, for instance that the job
    does not fit the video, to standard error."""
    if message.type == Gst.MessageType.PROGRESS:
        kind, _, text = message.parse_progress()
        if kind != Gst.ProgressType.ERROR:  # an error message follows
            print(text, file=sys.stderr)
    elif message.type == Gst.MessageType.WARNING:
        warning, _ = message.parse_warning()
        print(f"Warning: {warning.message}", file=sys.stderr)


def play(pipeline):
    """Waits for the end without a main loop; an application that has one
    connects to the bus's signal "message::element" instead."""
    pipeline.set_state(Gst.State.PLAYING)
    while True:
        message = pipeline.get_bus().timed_pop_filtered(
            Gst.CLOCK_TIME_NONE, Gst.MessageType.ELEMENT |
            Gst.MessageType.PROGRESS | Gst.MessageType.WARNING |
            Gst.MessageType.EOS | Gst.MessageType.ERROR)
        if message.type in (Gst.MessageType.EOS, Gst.MessageType.ERROR):
            break
        if message.has_name("rekognition-celebrity"):
            print_changes(message.get_structure())
        print_status(message)
    pipeline.set_state(Gst.State.NULL)
    if message.type == Gst.MessageType.ERROR:
        error, _ = message.parse_error()
        sys.exit(f"who-comes-and-goes: {message.src.get_name()}: "
                 f"{error.message}")


def parse_options():
    parser = argparse.ArgumentParser(
        description="Plays a video file and prints who comes and who goes.")
    parser.add_argument("-j", "--job-id", metavar="ID",
                        help="the celebrity recognition job of this video")
    parser.add_argument("-r", "--results", metavar="FILE",
                        dest="results_location",
                        help="file of the job's results; read if it exists; "
                        "with --job-id, written if it does not")
    parser.add_argument("--region",
                        help="AWS region (default: as the AWS CLI finds it)")
    parser.add_argument("--profile", metavar="NAME",
                        help="profile of the AWS configuration files")
    parser.add_argument("--endpoint-uri", metavar="URI",
                        help="endpoint to use instead of AWS's")
    parser.add_argument("file", metavar="FILE")
    options = parser.parse_args()
    if options.job_id is None and options.results_location is None:
        parser.error("need --job-id or --results")
    return options


def main():
    # Names are UTF-8 in any locale; in containers it is often C.
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = parse_options()
    Gst.init(None)
    try:
        pipeline = create_pipeline(options)
    except GLib.Error as error:
        sys.exit(f"who-comes-and-goes: {error.message}")
    play(pipeline)


if __name__ == "__main__":
    main()
