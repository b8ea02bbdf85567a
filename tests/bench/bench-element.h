/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * bench-element: a rekognitioncelebrity that fetches from a local endpoint.
 * Failures abort the program.
 */

#pragma once

#include <gst/check/gstharness.h>

G_BEGIN_DECLS

/**
 * bench_element_new:
 * @uri: URI of the endpoint
 *
 * Returns: (transfer full): the element, not started
 */
GstElement *bench_element_new (const char *job_id, const char *uri);

/**
 * bench_element_fetch:
 * @caps: caps of the video
 * @timeout: time limit for one step of the fetch, in ns
 *
 * Starts the element and waits for the results.
 *
 * Returns: (transfer full): a harness with the element
 */
GstHarness *bench_element_fetch (GstElement *element, const char *caps,
    GstClockTime timeout);

G_END_DECLS
