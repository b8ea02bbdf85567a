/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-synthetic: an invented job of any size in about a megabyte of
 * memory: four people who walk back and forth. The JSON of a detection is about
 * 0.9 kB with a face, 0.3 kB without.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EndpointShape:
 * @ENDPOINT_SHAPE_DENSE: every second frame is sampled; each detection has the
 *   body, each third or fourth also the face; the match confidence varies
 *   between 50 and 100, and people are sometimes missed for a sample
 * @ENDPOINT_SHAPE_SPARSE: two samples per second, each with the face, none with
 *   the body
 * @ENDPOINT_SHAPE_BODY: like dense, but without faces
 *
 * The kinds of jobs that the service returns.
 */
typedef enum {
  ENDPOINT_SHAPE_DENSE,
  ENDPOINT_SHAPE_SPARSE,
  ENDPOINT_SHAPE_BODY,
  ENDPOINT_N_SHAPES
} EndpointShape;

/**
 * endpoint_shape_parse:
 * @name: "dense", "sparse" or "body"
 * @shape: (out): the shape of that name
 *
 * Returns: whether @name is valid
 */
gboolean endpoint_shape_parse (const char *name, EndpointShape *shape);

typedef struct _EndpointSynthetic EndpointSynthetic;

/**
 * endpoint_synthetic_new:
 * @n_detections: number of detections, at least 1
 */
EndpointSynthetic *endpoint_synthetic_new (EndpointShape shape,
    guint64 n_detections);

void endpoint_synthetic_free (EndpointSynthetic *self);

/**
 * endpoint_synthetic_build_members:
 *
 * Returns: (transfer full): the members VideoMetadata and Video of the job's
 *   pages, as JSON text, each followed by a comma
 */
char *endpoint_synthetic_build_members (const EndpointSynthetic *self);

guint64 endpoint_synthetic_get_n_detections (const EndpointSynthetic *self);

/**
 * endpoint_synthetic_append:
 * @by_id: whether detections are sorted by person, else by time
 * @index: index of a detection in that order
 * @json: its JSON is appended here
 */
void endpoint_synthetic_append (const EndpointSynthetic *self, gboolean by_id,
    guint64 index, GString *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointSynthetic, endpoint_synthetic_free)

G_END_DECLS
