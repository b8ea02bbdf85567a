/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-element: a rekognitioncelebrity that asks a local endpoint. What fails
 * ends the program.
 */

#pragma once

#include <gst/check/gstharness.h>

G_BEGIN_DECLS

/**
 * bench_element_new:
 * @uri: the endpoint's
 *
 * Returns: (transfer full): the element, not started
 */
GstElement *bench_element_new (const char *job_id, const char *uri);

/**
 * bench_element_fetch:
 * @caps: of the video
 * @timeout: how long one step of the fetch may take, ns
 *
 * Starts the element, and waits until the results are there.
 *
 * Returns: (transfer full): a harness of it
 */
GstHarness *bench_element_fetch (GstElement *element, const char *caps,
    GstClockTime timeout);

G_END_DECLS
