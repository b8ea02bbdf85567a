/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * log-rig: a celebritylog in a GstHarness that writes to a temporary file, and
 * buffers with the people of a job made by hand.
 */

#pragma once

#include "gst-celebrity-meta.h"
#include "timeline/rek-cursor.h"

#include "support/element/element-rig.h"
#include "support/rekognition/rek-fixtures.h"

G_BEGIN_DECLS

#define LOG_RIG_FRAME_MS 20
#define LOG_RIG_PATIENCE (20 * GST_SECOND)

/**
 * LogRig:
 * @element: with location set
 * @bus: of the element
 * @harness: (nullable): while it plays
 * @folder: temporary, contains the file
 * @path: of the file
 * @box: which box is attached
 * @cursor: who is on screen
 */
typedef struct {
  GstElement *element;
  GstBus *bus;
  GstHarness *harness;
  char *folder;
  char *path;
  RekBoxChoice box;
  RekTimeline *timeline;
  RekCursor *cursor;
} LogRig;

/**
 * log_rig_init:
 * @rows: (array length=n_rows): the job
 */
void log_rig_init (LogRig *rig, const RekDataRow *rows, guint n_rows);
void log_rig_clear (LogRig *rig);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LogRig, log_rig_clear)

/**
 * log_rig_play:
 *
 * Starts the element, with frames of 100 x 100 pixels.
 */
void log_rig_play (LogRig *rig);

/**
 * log_rig_stop:
 *
 * Sets the element to NULL. It may play again.
 */
void log_rig_stop (LogRig *rig);

/**
 * log_rig_create_buffer:
 *
 * Returns: (transfer full): a frame with the people on screen at @ms
 */
GstBuffer *log_rig_create_buffer (LogRig *rig, guint64 ms);

/**
 * log_rig_push:
 *
 * Returns: (transfer full): the output for the frame at @ms
 */
GstBuffer *log_rig_push (LogRig *rig, guint64 ms);

/**
 * log_rig_push_range:
 *
 * Pushes all frames in [start_ms, end_ms).
 */
void log_rig_push_range (LogRig *rig, guint64 start_ms, guint64 end_ms);

/**
 * log_rig_read:
 *
 * Returns: (transfer full): the content of the file
 */
char *log_rig_read (const LogRig *rig);

/**
 * log_rig_count_lines:
 *
 * Returns: number of lines in the file
 */
guint log_rig_count_lines (const LogRig *rig);

/**
 * log_rig_assert:
 *
 * Fails unless the content of the file is @expected.
 */
void log_rig_assert (const LogRig *rig, const char *expected);

/**
 * log_rig_wait_for:
 *
 * Waits until the content of the file is @expected; fails after
 * LOG_RIG_PATIENCE.
 */
void log_rig_wait_for (const LogRig *rig, const char *expected);

/**
 * log_rig_assert_error:
 *
 * Fails unless there is exactly one error on the bus, of GST_RESOURCE_ERROR and
 * @code.
 */
void log_rig_assert_error (LogRig *rig, GstResourceError code);

G_END_DECLS
