/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * endpoint-synthetic: an invented job of any size in about a megabyte of
 * memory: four people who walk to and fro. A detection has 0.9 kB with a
 * face, 0.3 kB without.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * EndpointShape:
 * @ENDPOINT_SHAPE_DENSE: every second frame is sampled; each detection has the
 *   body, each third or fourth also the face; the match confidence swings
 *   between 50 and 100, and people drop out for a sample now and then
 * @ENDPOINT_SHAPE_SPARSE: two samples a second, a face each time, no body
 * @ENDPOINT_SHAPE_BODY: as dense, but without any face
 *
 * The kinds of jobs that there are.
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
 * Returns: whether there is one
 */
gboolean endpoint_shape_parse (const char *name, EndpointShape *shape);

typedef struct _EndpointSynthetic EndpointSynthetic;

/**
 * endpoint_synthetic_new:
 * @n_detections: detections of the job, at least 1
 */
EndpointSynthetic *endpoint_synthetic_new (EndpointShape shape,
    guint64 n_detections);

void endpoint_synthetic_free (EndpointSynthetic *self);

/**
 * endpoint_synthetic_build_members:
 *
 * Returns: (transfer full): the members VideoMetadata and Video of the job's
 *   pages, as JSON text with a comma after each
 */
char *endpoint_synthetic_build_members (const EndpointSynthetic *self);

guint64 endpoint_synthetic_get_n_detections (const EndpointSynthetic *self);

/**
 * endpoint_synthetic_append:
 * @by_id: whether @index counts person by person, else by time
 * @index: which detection
 * @json: where its JSON is appended
 */
void endpoint_synthetic_append (const EndpointSynthetic *self, gboolean by_id,
    guint64 index, GString *json);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (EndpointSynthetic, endpoint_synthetic_free)

G_END_DECLS
