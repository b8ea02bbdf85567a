/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * element-rig: a rekognitioncelebrity in a GstHarness, with a local endpoint
 * that serves it and a bus that hears it.
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
 * @endpoint: not started before element_rig_start(): give it jobs and faults
 * @element: with credentials, region and job-id set
 * @bus: the element's
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
 * To be called first in main(): takes what the environment says about AWS out
 * of it, initialises GLib's tests and GStreamer.
 */
void element_rig_main (int *argc, char ***argv);

/**
 * element_rig_run:
 *
 * To be called last in main(): runs the tests. Where GStreamer's leaks tracer
 * is on, whatever object is left fails them.
 *
 * Returns: the program's exit code
 */
int element_rig_run (void);

/**
 * element_rig_get_patience:
 *
 * Returns: how many times longer than normal things may take, as the
 *   environment variable TEST_PATIENCE says: under valgrind, for one
 */
gint64 element_rig_get_patience (void);

/**
 * element_rig_init:
 * @job_id: (nullable): what job-id is set to
 * @settings: (nullable): the endpoint's
 */
void element_rig_init (ElementRig *rig, const char *job_id,
    const LocalEndpointSettings *settings);

/**
 * element_rig_start:
 *
 * Starts the endpoint (the test fails where it does not), sets endpoint-uri and
 * sets the element to PLAYING, behind a source that is not live and sends
 * ELEMENT_RIG_WIDTH x ELEMENT_RIG_HEIGHT.
 */
void element_rig_start (ElementRig *rig);

/**
 * element_rig_play:
 * @endpoint_uri: what endpoint-uri is set to
 *
 * The same without the local endpoint.
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
 * Returns: PTS of frame @n, ns
 */
GstClockTime element_rig_get_pts (guint n);

/**
 * element_rig_create_buffer:
 *
 * Returns: (transfer full): a buffer of one frame's duration
 */
GstBuffer *element_rig_create_buffer (GstClockTime pts);

/**
 * element_rig_push:
 *
 * Pushes a buffer and takes what comes out; the test fails where nothing does.
 *
 * Returns: (transfer full): the buffer that came out
 */
GstBuffer *element_rig_push (ElementRig *rig, GstClockTime pts);

/**
 * element_rig_wait:
 * @types: which messages to wait for; others are dropped
 *
 * The test fails where none comes within 20 seconds.
 *
 * Returns: (transfer full): the message
 */
GstMessage *element_rig_wait (ElementRig *rig, GstMessageType types);

/**
 * element_rig_wait_progress:
 *
 * Waits for the end of the fetch; the test fails where it is not @type.
 */
void element_rig_wait_progress (ElementRig *rig, GstProgressType type);

/**
 * element_rig_count_regions:
 *
 * Returns: how many GstVideoRegionOfInterestMeta @buffer has
 */
guint element_rig_count_regions (GstBuffer *buffer);

G_END_DECLS
