#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""Plays a video file and prints who appears when, as read from the metas that
rekognitioncelebrity attaches to buffers.

Needs only GStreamer's introspection data (Debian: python3-gi,
gir1.2-gstreamer-1.0, gir1.2-gst-plugins-base-1.0).
"""

import argparse
import sys
import warnings

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstVideo", "1.0")
from gi.repository import GLib, Gst, GstVideo  # noqa: E402

PIPELINE = ("filesrc name=file ! decodebin ! videoconvert ! "
            "rekognitioncelebrity name=celebrities ! "
            "fakesink name=sink sync=false")

# GValueArray is deprecated, but it is the only type as which every release of
# GStreamer returns an array to Python.
warnings.filterwarnings("ignore", ".*ValueArray", DeprecationWarning)


def get_array(structure, field):
    """Returns an array field as a list, empty if the field is absent.

    structure.get_value() raises "unknown type GstValueArray" unless
    GStreamer's own Python package is installed as well; get_array() works
    with and without it. The structures are freed with the array, so they
    must be copied.
    """
    found, array = structure.get_array(field)
    items = (array.get_nth(i) for i in range(array.n_values if found else 0))
    return [item.copy() if isinstance(item, Gst.Structure) else item
            for item in items]


def get_celebrities(buffer):
    """Returns (record, list of people), or (None, []) if nobody is there."""
    meta = buffer.get_custom_meta("CelebrityMeta")
    if meta is None:
        return None, []
    record = meta.get_structure()
    return record, get_array(record, "celebrities")


class Watcher:
    """Joins the people of consecutive frames into appearances."""

    def __init__(self, shows_boxes):
        self.frame = 0
        self.shows_boxes = shows_boxes
        self.appearances = []
        self.latest = {}

    def note(self, celebrity, start, end):
        # Fields that the service did not send are absent.
        person = celebrity.get_string("id") or celebrity.get_string("name")
        found, confidence = celebrity.get_double("confidence")
        appearance = self.latest.get(person)

        if appearance is None or appearance["frame"] + 1 < self.frame:
            appearance = {"name": celebrity.get_string("name"),
                          "id": celebrity.get_string("id"),
                          "start": start, "confidence": 0.0}
            self.appearances.append(appearance)
            self.latest[person] = appearance
        appearance["end"] = end
        appearance["frame"] = self.frame
        if found:
            appearance["confidence"] = max(appearance["confidence"],
                                           confidence)

    def on_buffer(self, pad, info):
        """Called from the streaming thread, once per frame."""
        buffer = info.get_buffer()
        record, celebrities = get_celebrities(buffer)
        self.frame += 1
        if record is None:
            return Gst.PadProbeReturn.OK

        start = record.get_uint64("stream-time")[1]
        duration = buffer.duration
        if duration == Gst.CLOCK_TIME_NONE:
            duration = 0
        for celebrity in celebrities:
            self.note(celebrity, start, start + duration)
            if self.shows_boxes:
                print_box(buffer, celebrity)
        return Gst.PadProbeReturn.OK


def print_box(buffer, celebrity):
    """Prints the box, in pixels of the frame as it is at this pad."""
    found, roi_id = celebrity.get_int("roi-id")
    roi = found and GstVideo.buffer_get_video_region_of_interest_meta_id(
        buffer, roi_id)
    if roi:
        print(f"{format_time(buffer.pts)}  {celebrity.get_string('name')}  "
              f"{roi.x},{roi.y} {roi.w}x{roi.h}")


def format_time(time):
    ms = (time + 500000) // 1000000
    return (f"{ms // 3600000:02}:{ms // 60000 % 60:02}:"
            f"{ms // 1000 % 60:02}.{ms % 1000:03}")


def create_pipeline(options, watcher):
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

    pad = pipeline.get_by_name("sink").get_static_pad("sink")
    pad.add_probe(Gst.PadProbeType.BUFFER, watcher.on_buffer)
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
    pipeline.set_state(Gst.State.PLAYING)
    while True:
        message = pipeline.get_bus().timed_pop_filtered(
            Gst.CLOCK_TIME_NONE, Gst.MessageType.PROGRESS |
            Gst.MessageType.WARNING | Gst.MessageType.EOS |
            Gst.MessageType.ERROR)
        if message.type in (Gst.MessageType.EOS, Gst.MessageType.ERROR):
            break
        print_status(message)
    pipeline.set_state(Gst.State.NULL)
    if message.type == Gst.MessageType.ERROR:
        error, _ = message.parse_error()
        sys.exit(f"who-is-on-screen: {message.src.get_name()}: "
                 f"{error.message}")


def parse_options():
    parser = argparse.ArgumentParser(
        description="Plays a video file and prints who appears when.")
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
    parser.add_argument("--boxes", action="store_true",
                        help="also print where each person is in each frame")
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
    watcher = Watcher(options.boxes)
    Gst.init(None)
    try:
        pipeline = create_pipeline(options, watcher)
    except GLib.Error as error:
        sys.exit(f"who-is-on-screen: {error.message}")
    play(pipeline)
    for appearance in watcher.appearances:
        known_as = f"{appearance['id']}, " if appearance["id"] else ""
        print(f"{format_time(appearance['start'])} – "
              f"{format_time(appearance['end'])}  {appearance['name']} "
              f"({known_as}{appearance['confidence']:.0f} %)")


if __name__ == "__main__":
    main()
