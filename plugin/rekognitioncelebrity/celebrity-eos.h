/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * celebrity-eos: forwards the EOS of a stream that ended with an error.
 *
 * After an error a pipeline does not go on to PLAYING by itself, so a sink that
 * has not prerolled blocks the thread that delivers EOS to it. That must not be
 * upstream's thread: gst_element_send_event(), which applications may call on
 * an error, waits for it.
 */

#pragma once

#include <gst/gst.h>

G_BEGIN_DECLS

/**
 * celebrity_eos_push:
 * @pad: a source pad that has no task of its own
 * @event: (transfer full): EOS
 *
 * Pushes @event from the task of @pad; does not block. After FLUSH_START
 * and after PAUSED->READY, call gst_pad_stop_task().
 */
void celebrity_eos_push (GstPad *pad, GstEvent *event);

G_END_DECLS
