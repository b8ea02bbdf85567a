#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""A player that shows who is on screen: playbin3 with the elements as its video
filter. It starts at any time, plays at any rate, loops without a gap, and
prints who comes and who goes.

Needs only GStreamer's introspection data (Debian: python3-gi,
gir1.2-gstreamer-1.0).
"""

import argparse
import sys
import warnings

import gi

gi.require_version("Gst", "1.0")
from gi.repository import GLib, Gst  # noqa: E402

FILTER = "rekognitioncelebrity name=celebrities ! celebrityoverlay"

# GValueArray is deprecated, but it is the only type as which every release of
# GStreamer returns a list to Python.
warnings.filterwarnings("ignore", ".*ValueArray", DeprecationWarning)


def get_list(structure, field):
    """Returns a list field as a Python list; works even without GStreamer's
    own Python package."""
    found, items = structure.get_list(field)
    return [items.get_nth(i) for i in range(items.n_values)] if found else []


def print_changes(changes):
    seconds = changes.get_uint64("stream-time")[1] / Gst.SECOND
    for field, sign in (("disappeared", "-"), ("appeared", "+")):
        for name in get_list(changes, field):
            print(f"{seconds:.3f}  {sign} {name}")


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


def create_player(options):
    player = Gst.ElementFactory.make("playbin3")
    if player is None:
        sys.exit("play-with-names: GStreamer's playbin3 is missing")
    names = Gst.parse_bin_from_description(FILTER, True)
    element = names.get_by_name("celebrities")
    for name in ("job-id", "results-location", "region", "profile",
                 "endpoint-uri"):
        value = getattr(options, name.replace("-", "_"))
        if value is not None:
            element.set_property(name, value)
    player.set_property("uri", Gst.filename_to_uri(options.file))
    player.set_property("video-filter", names)
    if options.video_sink is not None:
        player.set_property("video-sink", Gst.parse_bin_from_description(
            options.video_sink, True))
    return player


def seek(player, options, flags):
    """All passes except the last are segment seeks, so that the next pass
    starts without a gap; nothing is fetched again."""
    if options.loop > 1:
        flags |= Gst.SeekFlags.SEGMENT
    options.loop -= 1
    player.seek(options.rate, Gst.Format.TIME,
                flags | Gst.SeekFlags.ACCURATE, Gst.SeekType.SET,
                int(options.start * Gst.SECOND), Gst.SeekType.END, 0)


def play(player, options):
    """Waits for the end without a main loop; an application that has one
    connects to the bus's signals instead."""
    bus = player.get_bus()
    player.set_state(Gst.State.PAUSED)
    if player.get_state(Gst.CLOCK_TIME_NONE)[0] != \
            Gst.StateChangeReturn.FAILURE:
        seek(player, options, Gst.SeekFlags.FLUSH)
        player.set_state(Gst.State.PLAYING)
    while True:
        message = bus.timed_pop_filtered(
            Gst.CLOCK_TIME_NONE, Gst.MessageType.ELEMENT |
            Gst.MessageType.PROGRESS | Gst.MessageType.WARNING |
            Gst.MessageType.SEGMENT_DONE | Gst.MessageType.EOS |
            Gst.MessageType.ERROR)
        if message.type in (Gst.MessageType.EOS, Gst.MessageType.ERROR):
            break
        if message.type == Gst.MessageType.SEGMENT_DONE:
            seek(player, options, Gst.SeekFlags.NONE)
        elif message.has_name("rekognition-celebrity"):
            print_changes(message.get_structure())
        print_status(message)
    player.set_state(Gst.State.NULL)
    if message.type == Gst.MessageType.ERROR:
        error, _ = message.parse_error()
        sys.exit(f"play-with-names: {message.src.get_name()}: "
                 f"{error.message}")


def parse_options():
    parser = argparse.ArgumentParser(
        description="Plays a video file and shows who is on screen.")
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
    parser.add_argument("--start", type=float, default=0, metavar="SECONDS",
                        help="where to start (default: 0)")
    parser.add_argument("--rate", type=float, default=1, metavar="FACTOR",
                        help="playback rate; negative: backwards (default: 1)")
    parser.add_argument("--loop", type=int, default=1, metavar="TIMES",
                        help="how many times to play the file (default: 1)")
    parser.add_argument("--video-sink", metavar="DESCRIPTION",
                        help="pipeline description of the video sink "
                        "(default: a window)")
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
        player = create_player(options)
    except GLib.Error as error:
        sys.exit(f"play-with-names: {error.message}")
    play(player, options)


if __name__ == "__main__":
    main()
