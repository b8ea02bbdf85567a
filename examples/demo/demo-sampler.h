/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-sampler: what the service notices of the people whom the script shows.
 *
 * Film after film gives the same on every machine: what looks like chance is
 * a fixed series of numbers.
 */

#pragma once

#include "demo-script.h"

G_BEGIN_DECLS

/* Somebody whose head is hardly in the picture is not recognized. */
#define DEMO_MIN_VISIBLE_PART 0.6

/**
 * DemoShape:
 * @DEMO_SHAPE_DENSE: every second frame is sampled; each detection has the
 *   body, each third or fourth also the face; the match confidence swings
 *   between 50 and 100, and people drop out for a sample now and then
 * @DEMO_SHAPE_SPARSE: about two samples a second, a face each time, no body
 * @DEMO_SHAPE_BODY: as dense, but without any face
 *
 * The kinds of jobs that there are.
 */
typedef enum {
  DEMO_SHAPE_DENSE,
  DEMO_SHAPE_SPARSE,
  DEMO_SHAPE_BODY,
  DEMO_N_SHAPES
} DemoShape;

/**
 * demo_shape_get_name:
 *
 * Returns: "dense", "sparse" or "body"
 */
const char *demo_shape_get_name (DemoShape shape);

/**
 * demo_shape_parse:
 * @name: what demo_shape_get_name() returns
 * @shape: (out): the shape of that name
 *
 * Returns: whether there is one
 */
gboolean demo_shape_parse (const char *name, DemoShape *shape);

/**
 * demo_shape_get_frames_per_sample:
 *
 * Returns: from one sampled frame to the next; the first frame is sampled
 */
guint demo_shape_get_frames_per_sample (DemoShape shape);

/**
 * DemoSighting:
 * @has_face: whether the detection has the face's box
 * @has_body: whether it has the body's box
 * @confidence: match confidence, percent
 */
typedef struct {
  gboolean has_face;
  gboolean has_body;
  double confidence;
} DemoSighting;

typedef struct _DemoSampler DemoSampler;

DemoSampler *demo_sampler_new (DemoShape shape);
void demo_sampler_free (DemoSampler *self);

/**
 * demo_sampler_look:
 * @figure: a person in a sampled frame; to be given for each such frame, in
 *   order of time
 * @sighting: (out): how the person is detected
 *
 * Returns: whether the person is detected at all
 */
gboolean demo_sampler_look (DemoSampler *self, const DemoFigure *figure,
    DemoSighting *sighting);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoSampler, demo_sampler_free)

G_END_DECLS
