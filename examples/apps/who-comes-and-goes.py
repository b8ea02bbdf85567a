#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plays a video file and prints who comes and who goes, from the messages that
rekognitioncelebrity posts on the bus.

Needs GStreamer's introspection data alone (Debian: python3-gi,
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

# GLib calls GValueArray deprecated, but it is the one form in which every
# release of GStreamer hands a list to Python.
warnings.filterwarnings("ignore", ".*ValueArray", DeprecationWarning)


def get_list(structure, field):
    """A list field as a list of Python's; works without GStreamer's own Python
    package, too."""
    found, items = structure.get_list(field)
    return [items.get_nth(i) for i in range(items.n_values)] if found else []


def format_time(time):
    ms = (time + 500000) // 1000000
    return (f"{ms // 3600000:02}:{ms // 60000 % 60:02}:"
            f"{ms // 1000 % 60:02}.{ms % 1000:03}")


def print_news(news):
    """With post-messages=changes there is one each time the people change."""
    when = format_time(news.get_uint64("stream-time")[1])
    for field, sign in (("disappeared", "-"), ("appeared", "+")):
        for name in get_list(news, field):
            print(f"{when}  {sign} {name}")


def create_pipeline(options):
    pipeline = Gst.parse_launch_full(PIPELINE, None,
                                     Gst.ParseFlags.FATAL_ERRORS)
    # Not in the launch line: a file's name may hold anything.
    pipeline.get_by_name("file").set_property("location", options.file)
    element = pipeline.get_by_name("celebrities")
    for name in ("job-id", "results-location", "region", "profile",
                 "endpoint-uri"):
        value = getattr(options, name.replace("-", "_"))
        if value is not None:
            element.set_property(name, value)
    return pipeline


def tell(message):
    """What the user should know meanwhile goes to standard error: how far the
    fetch is, and what is odd about the video."""
    if message.type == Gst.MessageType.PROGRESS:
        kind, _, text = message.parse_progress()
        if kind != Gst.ProgressType.ERROR:  # the error itself comes, too
            print(text, file=sys.stderr)
    elif message.type == Gst.MessageType.WARNING:
        warning, _ = message.parse_warning()
        print(f"Warning: {warning.message}", file=sys.stderr)


def play(pipeline):
    """Waits for the end, without a main loop; an application that has one
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
            print_news(message.get_structure())
        tell(message)
    pipeline.set_state(Gst.State.NULL)
    if message.type == Gst.MessageType.ERROR:
        error, _ = message.parse_error()
        sys.exit(f"who-comes-and-goes: {message.src.get_name()}: "
                 f"{error.message}")


def parse_options():
    parser = argparse.ArgumentParser(
        description="Plays a video file and prints who comes and who goes.")
    parser.add_argument("--job-id", metavar="ID",
                        help="the celebrity recognition job of this video")
    parser.add_argument("--results", metavar="FILE", dest="results_location",
                        help="file of the job's results; alone, it is read; "
                        "with --job-id it is written where it is not there")
    parser.add_argument("--region",
                        help="AWS region (default: as the AWS CLI finds it)")
    parser.add_argument("--profile", metavar="NAME",
                        help="profile of the AWS configuration files")
    parser.add_argument("--endpoint-uri", metavar="URI",
                        help="another endpoint than AWS's")
    parser.add_argument("file", metavar="FILE")
    options = parser.parse_args()
    if options.job_id is None and options.results_location is None:
        parser.error("need --job-id or --results")
    return options


def main():
    # Names are UTF-8, whatever the locale: in containers it may be C.
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
