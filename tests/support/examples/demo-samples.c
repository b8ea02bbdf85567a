/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "support/examples/demo-samples.h"

#include <json-glib/json-glib.h>
#include <math.h>

/* Ratios of the frame. */
#define STRAIGHT 1e-6

static void
demo_sample_free (gpointer data)
{
  DemoSample *sample = data;

  g_free (sample->name);
  g_free (sample);
}

static guint
frame_of (gint64 milliseconds)
{
  guint frame =
      (guint) (milliseconds * DEMO_FRAME_RATE_N / (1000 * DEMO_FRAME_RATE_D));

  /* The timestamp was truncated, possibly to a time in the previous frame. */
  if (demo_script_get_milliseconds (frame) != milliseconds)
    frame++;
  g_assert_cmpint (demo_script_get_milliseconds (frame), ==, milliseconds);
  return frame;
}

static gboolean
read_box (JsonObject *object, DemoBox *box)
{
  JsonObject *ratios;

  if (object == NULL || !json_object_has_member (object, "BoundingBox"))
    return FALSE;
  ratios = json_object_get_object_member (object, "BoundingBox");
  box->left = json_object_get_double_member (ratios, "Left");
  box->top = json_object_get_double_member (ratios, "Top");
  box->width = json_object_get_double_member (ratios, "Width");
  box->height = json_object_get_double_member (ratios, "Height");
  return TRUE;
}

static void
read_detection (JsonArray *array, guint index, JsonNode *node,
    gpointer user_data)
{
  GPtrArray *samples = user_data;
  JsonObject *detection = json_node_get_object (node);
  JsonObject *celebrity =
      json_object_get_object_member (detection, "Celebrity");
  JsonObject *face = json_object_has_member (celebrity, "Face")
      ? json_object_get_object_member (celebrity, "Face")
      : NULL;
  DemoSample *sample = g_new0 (DemoSample, 1);

  (void) array;
  (void) index;
  sample->frame =
      frame_of (json_object_get_int_member (detection, "Timestamp"));
  sample->name = g_strdup (json_object_get_string_member (celebrity, "Name"));
  sample->confidence = json_object_get_double_member (celebrity, "Confidence");
  sample->has_face = read_box (face, &sample->face);
  sample->has_body = read_box (celebrity, &sample->body);
  g_ptr_array_add (samples, sample);
}

GPtrArray *
demo_samples_read (DemoShape shape)
{
  GPtrArray *samples = g_ptr_array_new_with_free_func (demo_sample_free);
  GString *job = demo_job_build (shape);
  g_auto (GStrv) pages = g_strsplit (job->str, "\n", -1);

  for (guint i = 0; *pages[i] != '\0'; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (JsonNode) page = json_from_string (pages[i], &error);

    g_assert_no_error (error);
    json_array_foreach_element (json_object_get_array_member (
                                    json_node_get_object (page), "Celebrities"),
        read_detection, samples);
  }
  g_string_free (job, TRUE);
  return samples;
}

gboolean
demo_samples_find_figure (guint frame, const char *name, DemoFigure *figure)
{
  DemoFigure figures[DEMO_MAX_FIGURES];
  guint n = demo_script_get_figures (frame, figures);

  for (guint i = 0; i < n; i++) {
    if (!g_str_equal (figures[i].person->name, name))
      continue;
    *figure = figures[i];
    return TRUE;
  }
  return FALSE;
}

static gboolean
has_kind (const DemoSample *sample, DemoKind kind)
{
  return kind == DEMO_KIND_FACE ? sample->has_face : sample->has_body;
}

void
demo_samples_find (GPtrArray *samples, const char *name, DemoKind kind,
    guint frame, const DemoSample **before, const DemoSample **after)
{
  *before = NULL;
  *after = NULL;
  for (guint i = 0; i < samples->len && *after == NULL; i++) {
    const DemoSample *sample = g_ptr_array_index (samples, i);

    if (!has_kind (sample, kind) || !g_str_equal (sample->name, name))
      continue;
    if (sample->frame <= frame)
      *before = sample;
    else
      *after = sample;
  }
}

static gboolean
is_between (const DemoBox *box, const DemoBox *from, const DemoBox *to,
    double part)
{
  return fabs (box->left - from->left - (to->left - from->left) * part) <
      STRAIGHT &&
      fabs (box->top - from->top - (to->top - from->top) * part) < STRAIGHT;
}

gboolean
demo_samples_are_straight (GPtrArray *samples, const char *name, DemoKind kind,
    guint frame)
{
  const DemoSample *first;
  const DemoSample *last;
  DemoFigure from;
  DemoFigure to;
  DemoFigure now;

  demo_samples_find (samples, name, kind, frame, &first, &last);
  if (first == NULL || last == NULL ||
      demo_script_get_scene (first->frame) !=
          demo_script_get_scene (last->frame) ||
      !demo_samples_find_figure (first->frame, name, &from) ||
      !demo_samples_find_figure (last->frame, name, &to))
    return FALSE;
  for (guint i = first->frame; i < last->frame; i++) {
    double part = (i - first->frame) / (double) (last->frame - first->frame);

    if (!demo_samples_find_figure (i, name, &now) ||
        !is_between (&now.head, &from.head, &to.head, part))
      return FALSE;
  }
  return TRUE;
}
