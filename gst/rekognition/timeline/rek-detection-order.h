/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-detection-order: total orders of detections by their contents, so that
 * nothing depends on the order in which the service sent them.
 */

#pragma once

#include "results/rek-detection.h"

G_BEGIN_DECLS

/**
 * rek_order_compare:
 *
 * For detections of one person at one Timestamp: by left, top, width and
 * height of the face, else of the body (no box comes last), then by
 * everything else, the greater confidence first. Duplicates are adjacent.
 *
 * Returns: less than, equal to or greater than 0; 0 only if they are
 *   indistinguishable
 */
gint rek_order_compare (const RekDetection *a, const RekDetection *b);

/**
 * rek_order_compare_start:
 *
 * The order of tracks that begin with these detections: by Timestamp, id, name,
 * then as rek_order_compare().
 */
gint rek_order_compare_start (const RekDetection *a, const RekDetection *b);

/**
 * rek_order_is_duplicate:
 *
 * For two detections of one person at one Timestamp.
 *
 * Returns: whether they have the same boxes
 */
gboolean rek_order_is_duplicate (const RekDetection *a, const RekDetection *b);

G_END_DECLS
