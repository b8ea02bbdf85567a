/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* The positions of people, read from regions, objects and records of the same
 * buffer. */

#include "support/meta/meta-boxes.h"
#include "support/meta/meta-fixtures.h"

#include <gst/analytics/analytics.h>
#include <gst/video/video.h>
#include "gst-celebrity-locate.h"
#include "gst-celebrity-people.h"

#define OBJECTS GST_CELEBRITY_META_TYPE_ANALYTICS
#define ALL_TYPES (META_SCENE_TYPES | OBJECTS)

static void
attach (GstBuffer *buffer, GstCelebrityMetaTypes types)
{
  static const RekDataRow rows[] = {
    { 1000, "a", "Ann", 50, FACE, NONE },
    { 1000, "b", "Bob", 75, FACE, NONE },
    { 1000, "c", "Cat", 100, FACE, NONE },
  };
  g_auto (MetaScene) scene = { 0 };

  meta_scene_init (&scene, rows, G_N_ELEMENTS (rows), 1000);
  meta_scene_attach (&scene, buffer, REK_BOX_CHOICE_AUTO, types);
}

static char *
describe_people (GstBuffer *buffer, gint width, gint height)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  GString *text = g_string_new (NULL);

  gst_celebrity_people_read (buffer, width, height, people);
  for (guint i = 0; i < people->len; i++) {
    const GstCelebrityPerson *person =
        &g_array_index (people, GstCelebrityPerson, i);
    const GstCelebrityPixels *box = &person->box;

    g_string_append_printf (text, "%s%s %g,%g %gx%g", i > 0 ? "; " : "",
        person->name, box->x, box->y, box->w, box->h);
  }
  return g_string_free (text, FALSE);
}

static gboolean
drop_region (GstBuffer *buffer, GstMeta **meta, gpointer data)
{
  (void) buffer;
  (void) data;
  if ((*meta)->info->api == GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)
    *meta = NULL;
  return TRUE;
}

/* Scales the metas of @buffer as videoscale does. */
static GstBuffer *
scale (GstBuffer *buffer, gint width, gint height)
{
  GstBuffer *scaled = gst_buffer_new ();
  GstVideoInfo from, to;
  GstVideoMetaTransform transform = { &from, &to };
  gpointer state = NULL;
  GstMeta *meta;

  gst_video_info_set_format (&from, GST_VIDEO_FORMAT_GRAY8, META_SCENE_WIDTH,
      META_SCENE_HEIGHT);
  gst_video_info_set_format (&to, GST_VIDEO_FORMAT_GRAY8, (guint) width,
      (guint) height);
  while ((meta = gst_buffer_iterate_meta (buffer, &state)) != NULL)
    meta->info->transform_func (scaled, meta, buffer,
        gst_meta_info_is_custom (meta->info)
            ? _gst_meta_transform_copy
            : gst_video_meta_transform_scale_get_quark (),
        gst_meta_info_is_custom (meta->info)
            ? (gpointer) & (GstMetaTransformCopy){ FALSE, 0, (gsize) -1 }
            : &transform);
  return scaled;
}

typedef struct {
  const char *name;
  GstCelebrityMetaTypes types;
  gboolean drops_regions;
  gint width;
  gint height;
  const char *expected;
} ReadCase;

#define SCALED "Ann 50,39 50x150; Bob 50,39 50x150; Cat 50,39 50x150"
#define UNSCALED "Ann 25,13 25x50; Bob 25,13 25x50; Cat 25,13 25x50"

/* Everybody once, each at the right position. */
static const ReadCase read_cases[] = {
  { "all", ALL_TYPES, FALSE, 100, 100, UNSCALED },
  { "all-scaled", ALL_TYPES, FALSE, 200, 300, SCALED },
  { "regions-lost", ALL_TYPES, TRUE, 100, 100, UNSCALED },
  { "regions-lost-scaled", ALL_TYPES, TRUE, 200, 300, SCALED },
  { "no-regions", GST_CELEBRITY_META_TYPE_CELEBRITY | OBJECTS, FALSE, 100, 100,
      UNSCALED },
  { "no-regions-scaled", GST_CELEBRITY_META_TYPE_CELEBRITY | OBJECTS, FALSE,
      200, 300, SCALED },
  { "no-record", GST_CELEBRITY_META_TYPE_ROI | OBJECTS, FALSE, 100, 100,
      UNSCALED },
  { "objects-alone", OBJECTS, FALSE, 100, 100, "" },
};

static void
test_read (gconstpointer data)
{
  const ReadCase *test = data;
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autoptr (GstBuffer) scaled = NULL;
  g_autofree char *text = NULL;

  attach (buffer, test->types);
  if (test->drops_regions)
    gst_buffer_foreach_meta (buffer, drop_region, NULL);
  scaled = scale (buffer, test->width, test->height);
  text = describe_people (scaled, test->width, test->height);
  g_assert_cmpstr (text, ==, test->expected);
}

/* Bob's object with the id that was Ann's is not taken for Ann's. */
static void
test_other_label (void)
{
  GstCelebrityPixels pixels;
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_auto (GstCelebrityLocator) places = { 0 };

  attach (buffer, OBJECTS);
  gst_celebrity_locator_init (&places, buffer);
  g_assert_true (gst_celebrity_locator_find (&places, 2, "Ann", &pixels));
  g_assert_cmpfloat (pixels.w, ==, 25.0);
  g_assert_false (gst_celebrity_locator_find (&places, 2, "Bob", &pixels));
  g_assert_false (gst_celebrity_locator_find (&places, 2, "Nobody", &pixels));
  g_assert_false (gst_celebrity_locator_find (&places, 1, "Ann", &pixels));
  g_assert_false (gst_celebrity_locator_find (&places, 9, "Ann", &pixels));
  g_assert_false (gst_celebrity_locator_find (&places, -1, "Ann", &pixels));
}

/* An unknown name does not match an object without a type. */
static void
test_no_type (void)
{
  GstCelebrityPixels pixels;
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_auto (GstCelebrityLocator) places = { 0 };
  GstAnalyticsODMtd object;

  gst_analytics_relation_meta_add_od_mtd (
      gst_buffer_add_analytics_relation_meta (buffer), 0, 1, 2, 3, 4, 0.5F,
      &object);
  g_assert_cmpuint (g_quark_try_string ("Never Met"), ==, 0);
  gst_celebrity_locator_init (&places, buffer);
  g_assert_false (gst_celebrity_locator_find (&places, (gint) object.id,
      "Never Met", &pixels));
}

int
main (int argc, char **argv)
{
  meta_scene_init_test (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++) {
    g_autofree char *path =
        g_strconcat ("/gst-celebrity-locate/", read_cases[i].name, NULL);

    g_test_add_data_func (path, &read_cases[i], test_read);
  }
  g_test_add_func ("/gst-celebrity-locate/other-label", test_other_label);
  g_test_add_func ("/gst-celebrity-locate/no-type", test_no_type);
  return g_test_run ();
}
