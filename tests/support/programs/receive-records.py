#!/usr/bin/env python3
# SPDX-License-Identifier: LGPL-2.1-or-later
"""receive-records.py SOCKET: does the same as receive-records.c."""
import sys

import gi

gi.require_version("Gst", "1.0")
from gi.repository import Gst  # noqa: E402


def print_record(_sink, buffer, _pad):
    meta = buffer.get_custom_meta("CelebrityMeta")
    if meta is not None:
        print(meta.get_structure().to_string())


def main():
    Gst.init(None)
    if Gst.Meta.get_info("CelebrityMeta") is None:
        Gst.Meta.register_custom("CelebrityMeta", [], None, None)
    pipeline = Gst.parse_launch(
        f"unixfdsrc socket-path={sys.argv[1]} ! "
        "fakesink name=sink signal-handoffs=true sync=false")
    pipeline.get_by_name("sink").connect("handoff", print_record)
    pipeline.set_state(Gst.State.PLAYING)
    message = pipeline.get_bus().timed_pop_filtered(
        Gst.CLOCK_TIME_NONE, Gst.MessageType.EOS | Gst.MessageType.ERROR)
    pipeline.set_state(Gst.State.NULL)
    return 0 if message.type == Gst.MessageType.EOS else 1


sys.exit(main())
