/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-samples: the detections of the demonstration film's job, read from its
 * JSON.
 */

#pragma once

#include "demo-job.h"

G_BEGIN_DECLS

/**
 * DemoSample:
 * @frame: the frame that was sampled
 * @name: the person's name
 * @confidence: match confidence, percent
 * @has_face: whether @face is there
 * @has_body: whether @body is there
 * @face: ratios of the frame
 * @body: ratios of the frame
 */
typedef struct {
  guint frame;
  char *name;
  double confidence;
  gboolean has_face;
  gboolean has_body;
  DemoBox face;
  DemoBox body;
} DemoSample;

/**
 * DemoKind:
 *
 * One of a person's boxes.
 */
typedef enum {
  DEMO_KIND_FACE,
  DEMO_KIND_BODY,
} DemoKind;

/**
 * demo_samples_read:
 *
 * Returns: (transfer full) (element-type DemoSample): all detections of the job
 *   with that shape, in its order
 */
GPtrArray *demo_samples_read (DemoShape shape);

/**
 * demo_samples_find_figure:
 * @figure: (out): the person named @name in @frame
 *
 * Returns: whether the script has that person in that frame
 */
gboolean demo_samples_find_figure (guint frame, const char *name,
    DemoFigure *figure);

/**
 * demo_samples_find:
 * @samples: from demo_samples_read()
 * @before: (out) (nullable): the person's last sample up to @frame with a box
 *   of that kind
 * @after: (out) (nullable): the next one after @frame
 */
void demo_samples_find (GPtrArray *samples, const char *name, DemoKind kind,
    guint frame, const DemoSample **before, const DemoSample **after);

/**
 * demo_samples_are_straight:
 *
 * Returns: whether demo_samples_find() finds both samples, no cut is between
 *   them, and the person moves linearly from one to the other
 */
gboolean demo_samples_are_straight (GPtrArray *samples, const char *name,
    DemoKind kind, guint frame);

G_END_DECLS
