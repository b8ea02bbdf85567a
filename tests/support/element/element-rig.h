/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * element-rig: a rekognitioncelebrity in a GstHarness, with a local endpoint
 * and a bus.
 */

#pragma once

#include <gst/check/gstharness.h>
#include <gst/gst.h>

#include "local-endpoint.h"

G_BEGIN_DECLS

#define ELEMENT_RIG_WIDTH 1280
#define ELEMENT_RIG_HEIGHT 720
#define ELEMENT_RIG_FPS_N 30000
#define ELEMENT_RIG_FPS_D 1001

/**
 * ElementRig:
 * @endpoint: started by element_rig_start(); add jobs and faults before that
 * @element: with credentials, region and job-id set
 * @bus: the element's bus
 * @harness: (nullable): from element_rig_start() on
 */
typedef struct {
  LocalEndpoint *endpoint;
  GstElement *element;
  GstBus *bus;
  GstHarness *harness;
} ElementRig;

/**
 * element_rig_main:
 *
 * To be called first in main(): removes AWS variables from the environment,
 * then initialises GLib's tests and GStreamer.
 */
void element_rig_main (int *argc, char ***argv);

/**
 * element_rig_run:
 *
 * To be called last in main(): runs the tests. If GStreamer's leaks tracer is
 * active, remaining objects fail them.
 *
 * Returns: the program's exit code
 */
int element_rig_run (void);

/**
 * element_rig_get_patience:
 *
 * Returns: by what factor to extend time limits, for instance under valgrind:
 *   the value of the environment variable TEST_PATIENCE, or 1
 */
gint64 element_rig_get_patience (void);

/**
 * element_rig_init:
 * @job_id: (nullable): value for job-id
 * @settings: (nullable): settings of the endpoint
 */
void element_rig_init (ElementRig *rig, const char *job_id,
    const LocalEndpointSettings *settings);

/**
 * element_rig_start:
 *
 * Starts the endpoint, sets endpoint-uri and sets the element to PLAYING.
 * Upstream is a source that is not live, of ELEMENT_RIG_WIDTH x
 * ELEMENT_RIG_HEIGHT. The test fails if the endpoint does not start.
 */
void element_rig_start (ElementRig *rig);

/**
 * element_rig_play:
 * @endpoint_uri: value for endpoint-uri
 *
 * Like element_rig_start(), without the local endpoint.
 */
void element_rig_play (ElementRig *rig, const char *endpoint_uri);

/**
 * element_rig_clear:
 *
 * Sets the element to NULL and stops the endpoint.
 */
void element_rig_clear (ElementRig *rig);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (ElementRig, element_rig_clear)

/**
 * element_rig_get_pts:
 *
 * Returns: PTS of frame @n, in ns
 */
GstClockTime element_rig_get_pts (guint n);

/**
 * element_rig_create_buffer:
 *
 * Returns: (transfer full): a buffer with the duration of one frame
 */
GstBuffer *element_rig_create_buffer (GstClockTime pts);

/**
 * element_rig_push:
 *
 * Pushes a buffer and pulls the output; the test fails if there is none.
 *
 * Returns: (transfer full): the output buffer
 */
GstBuffer *element_rig_push (ElementRig *rig, GstClockTime pts);

/**
 * element_rig_wait:
 * @types: messages to wait for; others are dropped
 *
 * The test fails if no such message arrives within 20 seconds.
 *
 * Returns: (transfer full): the message
 */
GstMessage *element_rig_wait (ElementRig *rig, GstMessageType types);

/**
 * element_rig_wait_progress:
 *
 * Waits for the end of the fetch; the test fails unless it is @type.
 */
void element_rig_wait_progress (ElementRig *rig, GstProgressType type);

/**
 * element_rig_count_regions:
 *
 * Returns: number of GstVideoRegionOfInterestMeta on @buffer
 */
guint element_rig_count_regions (GstBuffer *buffer);

G_END_DECLS
