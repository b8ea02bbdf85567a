/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <gst/video/video.h>
#include <math.h>
#include "gst-celebrity-meta.h"
#include "gst-celebrity-people.h"

#define FACE "face=[box,left=0.25,top=0.125,width=0.25,height=0.5]"
#define BODY "body=[box,left=0.125,top=0.125,width=0.5,height=0.75]"
#define MIDDLE "face=[box,left=0.375,top=0.25,width=0.25,height=0.5]"

/* What rekognitioncelebrity attaches for FACE and BODY, 100 x 100 pixels. */
#define FACE_REGION \
  { \
    "Ann", 1, 25, 13, 25, 50 \
  }
#define BODY_REGION \
  { \
    "Ann", 2, 13, 13, 50, 75 \
  }

#define MAX_REGIONS 3
#define MAX_METAS 2
#define N_CROWD 50000

typedef struct {
  const char *type;
  gint id;
  guint x;
  guint y;
  guint w;
  guint h;
} Region;

/* Each meta lists the people of one CelebrityMeta, 100 x 100 pixels. */
typedef struct {
  const char *name;
  gint width;
  gint height;
  Region regions[MAX_REGIONS];
  const char *metas[MAX_METAS];
  const char *expected;
} ReadCase;

static void
append_pixels (GString *text, const char *name,
    const GstCelebrityPixels *pixels)
{
  if (pixels->w != 0.0)
    g_string_append_printf (text, " %s=%g,%g %gx%g", name, pixels->x, pixels->y,
        pixels->w, pixels->h);
}

static void
append_person (GString *text, const GstCelebrityPerson *person)
{
  static const char *const states[] = { "", " interpolated", " held" };

  g_string_append (text, person->name);
  if (person->id != NULL)
    g_string_append_printf (text, " id=%s", person->id);
  if (person->known_gender != NULL)
    g_string_append_printf (text, " %s", person->known_gender);
  if (!isnan (person->confidence))
    g_string_append_printf (text, " %g%%", person->confidence);
  if (person->track_id != 0)
    g_string_append_printf (text, " #%d", person->track_id);
  if (person->sample_time != GST_CLOCK_TIME_NONE)
    g_string_append_printf (text, " @%" G_GUINT64_FORMAT, person->sample_time);
  g_string_append (text, states[person->state]);
  append_pixels (text, "box", &person->box);
  append_pixels (text, "face", &person->face);
  append_pixels (text, "body", &person->body);
  if (person->is_body)
    g_string_append (text, " is-body");
  if (person->is_position_unknown)
    g_string_append (text, " unplaced");
  if (person->has_frame)
    g_string_append (text, " has-frame");
}

static char *
describe (GstBuffer *buffer, gint width, gint height)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  GString *text = g_string_new (NULL);

  gst_celebrity_people_read (buffer, width, height, people);
  for (guint i = 0; i < people->len; i++) {
    if (i > 0)
      g_string_append (text, "; ");
    append_person (text, &g_array_index (people, GstCelebrityPerson, i));
  }
  return g_string_free (text, FALSE);
}

static gboolean
copy_field (GQuark field, const GValue *value, gpointer structure)
{
  gst_structure_id_set_value (structure, field, value);
  return TRUE;
}

static void
add_meta (GstBuffer *buffer, const char *fields)
{
  g_autofree char *text =
      g_strdup_printf (GST_CELEBRITY_META_NAME ", %s;", fields);
  g_autoptr (GstStructure) parsed = gst_structure_from_string (text, NULL);
  GstCustomMeta *meta =
      gst_buffer_add_custom_meta (buffer, GST_CELEBRITY_META_NAME);

  g_assert_nonnull (parsed);
  gst_structure_foreach (parsed, copy_field,
      gst_custom_meta_get_structure (meta));
}

static void
add_people (GstBuffer *buffer, const char *people)
{
  g_autofree char *fields = g_strdup_printf (
      "version=(int)1, frame-width=(int)100, frame-height=(int)100, "
      "stream-time=(guint64)5, celebrities=(structure)<%s>",
      people);

  add_meta (buffer, fields);
}

static GstVideoRegionOfInterestMeta *
add_region (GstBuffer *buffer, const Region *region)
{
  GstVideoRegionOfInterestMeta *meta =
      gst_buffer_add_video_region_of_interest_meta (buffer, region->type,
          region->x, region->y, region->w, region->h);

  meta->id = region->id;
  return meta;
}

static const ReadCase read_cases[] = {
  { "nobody", 100, 100, { { 0 } }, { NULL }, "" },
  { "empty-meta", 100, 100, { FACE_REGION }, { "" }, "" },
  { "whole", 100, 100, { FACE_REGION },
      { "[celebrity,name=Ann,id=1a,confidence=99.5,track-id=7,roi-id=1,"
        "box=face,state=held,sample-time=(guint64)33000000,"
        "known-gender=Female," FACE "]" },
      "Ann id=1a Female 99.5% #7 @33000000 held box=25,13 25x50 "
      "face=25,13 25x50 has-frame" },
  { "interpolated", 100, 100, { FACE_REGION },
      { "[celebrity,name=Ann,roi-id=1,box=face,state=interpolated," FACE "]" },
      "Ann interpolated box=25,13 25x50 face=25,13 25x50 has-frame" },
  { "two", 100, 100, { FACE_REGION, { "Bob", 2, 37, 25, 25, 50 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE
        "],[celebrity,name=Bob,roi-id=2,box=face," MIDDLE "]" },
      "Ann box=25,13 25x50 face=25,13 25x50 has-frame; "
      "Bob box=37,25 25x50 face=37,25 25x50 has-frame" },
  { "two-annotators", 100, 100, { FACE_REGION },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "]",
          "[celebrity,name=Bob,box=face," MIDDLE "]" },
      "Ann box=25,13 25x50 face=25,13 25x50 has-frame; "
      "Bob box=37.5,25 25x50 face=37.5,25 25x50 has-frame" },
  { "copied-meta", 100, 100, { FACE_REGION, FACE_REGION },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "]",
          "[celebrity,name=Ann,roi-id=1,box=face," FACE "]" },
      "Ann box=25,13 25x50 face=25,13 25x50 has-frame" },
  { "copied-region", 100, 100, { FACE_REGION, FACE_REGION }, { NULL },
      "Ann box=25,13 25x50" },
  { "both-boxes", 100, 100, { FACE_REGION, BODY_REGION },
      { "[celebrity,name=Ann,roi-id=1,body-roi-id=2,box=face," FACE "," BODY
        "]" },
      "Ann box=25,13 25x50 face=25,13 25x50 body=13,13 50x75 has-frame" },
  { "body-shown", 100, 100, { BODY_REGION },
      { "[celebrity,name=Ann,roi-id=2,box=body," FACE "," BODY "]" },
      "Ann box=13,13 50x75 face=25,12.5 25x50 body=13,13 50x75 is-body "
      "has-frame" },
  { "body-of-ratios", 100, 100, { FACE_REGION },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "," BODY "]" },
      "Ann box=25,13 25x50 face=25,13 25x50 body=12.5,12.5 50x75 has-frame" },
  { "name-is-the-id", 100, 100, { { 0 } }, { "[celebrity,id=1a,box=face]" },
      "1a id=1a has-frame" },
  { "no-name", 100, 100, { { 0 } }, { "[celebrity,box=face," FACE "]" },
      " box=25,12.5 25x50 face=25,12.5 25x50 has-frame" },

  /* Without a region, the ratios are used if the frame has its size. */
  { "ratios", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face," FACE "," BODY "]" },
      "Ann box=25,12.5 25x50 face=25,12.5 25x50 body=12.5,12.5 50x75 "
      "has-frame" },
  { "ratios-of-the-body", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=body," FACE "," BODY "]" },
      "Ann box=12.5,12.5 50x75 face=25,12.5 25x50 body=12.5,12.5 50x75 is-body "
      "has-frame" },

  /* No box of the chosen kind is known: no other box replaces it. */
  { "no-box", 100, 100, { { 0 } }, { "[celebrity,name=Ann," BODY "]" },
      "Ann body=12.5,12.5 50x75 unplaced has-frame" },
  { "no-box-but-a-face", 100, 100, { { 0 } },
      { "[celebrity,name=Ann," FACE "," BODY "]" },
      "Ann face=25,12.5 25x50 body=12.5,12.5 50x75 unplaced has-frame" },
  { "no-box-but-ids", 100, 100, { FACE_REGION, BODY_REGION },
      { "[celebrity,name=Ann,roi-id=1,body-roi-id=2," FACE "]" },
      "Ann face=25,12.5 25x50 unplaced has-frame" },
  { "no-box-of-that-kind", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=hand," FACE "]" },
      "Ann face=25,12.5 25x50 unplaced has-frame" },
  { "no-box-of-the-choice-left", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face," BODY "]" },
      "Ann body=12.5,12.5 50x75 has-frame" },
  { "no-box-beside-one", 200, 100, { { "Bob", 2, 75, 25, 50, 50 } },
      { "[celebrity,name=Ann," FACE
        "],[celebrity,name=Bob,roi-id=2,box=face," MIDDLE "]" },
      "Ann face=50,12.5 50x50 unplaced has-frame; "
      "Bob box=75,25 50x50 face=75,25 50x50 has-frame" },

  { "ratios-outside", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face,"
        "face=[box,left=-0.125,top=0.75,width=0.25,height=0.5]]" },
      "Ann box=-12.5,75 25x50 face=-12.5,75 25x50 has-frame" },
  { "region-lost", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "]" },
      "Ann box=25,12.5 25x50 face=25,12.5 25x50 has-frame" },
  { "other-size", 200, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face," FACE "]" }, "Ann" },

  /* A region at the position of the ratios shows that the frame was scaled. */
  { "scaled-up", 300, 200, { { "Ann", 1, 75, 26, 75, 100 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "," BODY "]" },
      "Ann box=75,26 75x100 face=75,26 75x100 body=37.5,25 150x150 "
      "has-frame" },
  { "scaled-down", 50, 25, { { "Ann", 1, 12, 3, 12, 12 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "]" },
      "Ann box=12,3 12x12 face=12,3 12x12 has-frame" },
  { "scaled-and-one-lost", 200, 200, { { "Ann", 1, 50, 26, 50, 100 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE
        "],[celebrity,name=Bob,roi-id=2,box=face," MIDDLE "]" },
      "Ann box=50,26 50x100 face=50,26 50x100 has-frame; "
      "Bob box=75,50 50x100 face=75,50 50x100 has-frame" },

  /* One elsewhere shows that it was changed: no box rather than a wrong one. */
  { "flipped", 100, 100, { { "Ann", 1, 50, 13, 25, 50 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "," BODY "]" },
      "Ann box=50,13 25x50 face=50,13 25x50" },
  { "flipped-and-one-in-the-middle", 100, 100,
      { { "Ann", 1, 50, 13, 25, 50 }, { "Bob", 2, 37, 25, 25, 50 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE
        "],[celebrity,name=Bob,roi-id=2,box=face," MIDDLE "]" },
      "Ann box=50,13 25x50 face=50,13 25x50; "
      "Bob box=37,25 25x50 face=37,25 25x50" },
  { "flipped-and-one-lost", 100, 100, { { "Ann", 1, 50, 13, 25, 50 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE
        "],[celebrity,name=Bob,roi-id=2,box=face," MIDDLE "]" },
      "Ann box=50,13 25x50 face=50,13 25x50; Bob" },
  { "cropped", 75, 100, { { "Ann", 1, 0, 13, 25, 50 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "]" },
      "Ann box=0,13 25x50 face=0,13 25x50" },
  { "others-are-their-own", 100, 100, { { "Ann", 1, 50, 13, 25, 50 } },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "]",
          "[celebrity,name=Bob,box=face," MIDDLE "]" },
      "Ann box=50,13 25x50 face=50,13 25x50; "
      "Bob box=37.5,25 25x50 face=37.5,25 25x50 has-frame" },

  /* Regions of other elements. */
  { "regions", 100, 100,
      { { "face", 0, 1, 2, 3, 4 }, { "cat", 5, 10, 20, 30, 40 } }, { NULL },
      "face box=1,2 3x4; cat box=10,20 30x40" },
  { "regions-beside-a-meta", 100, 100,
      { { "cat", 5, 10, 20, 30, 40 }, FACE_REGION },
      { "[celebrity,name=Ann,roi-id=1,box=face," FACE "]" },
      "Ann box=25,13 25x50 face=25,13 25x50 has-frame" },
  { "region-left-of-the-frame", 100, 100,
      { { "face", 0, (guint) -8, (guint) -2, 30, 40 } }, { NULL },
      "face box=-8,-2 30x40" },
  { "regions-of-no-use", 100, 100,
      { { "flat", 0, 1, 2, 3, 0 }, { "wide", 0, 1, 2, G_MAXUINT, 3 },
          { "far", 0, G_MAXINT, 2, 3, 4 } },
      { NULL }, "flat; wide; far" },

  /* Invalid records. */
  { "no-such-region", 200, 100, { FACE_REGION },
      { "[celebrity,name=Ann,roi-id=9,box=face," FACE "]" }, "Ann" },
  { "wrong-types", 200, 100, { FACE_REGION },
      { "[celebrity,name=(int)5,id=(boolean)true,confidence=(string)high,"
        "track-id=(string)x,roi-id=(string)1,state=(int)3,"
        "sample-time=(string)x,face=(int)1,body=(string)x,box=(double)2],"
        "[celebrity,name=Bob]" },
      " unplaced; Bob unplaced" },
  { "numbers-as-int", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face,confidence=(int)90,"
        "face=[box,left=(int)0,top=(int)0,width=(int)1,height=(int)1]]" },
      "Ann 90% box=0,0 100x100 face=0,0 100x100 has-frame" },
  { "fields-missing", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face,face=[box,left=0.5,top=0.5,width=0.25]]" },
      "Ann has-frame" },
  { "huge", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face,confidence=1e300,track-id=-4,roi-id=-1,"
        "face=[box,left=1e300,top=0.5,width=1e300,height=1e300]]" },
      "Ann 100% has-frame" },
  { "negative-size", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face,confidence=-3.0,"
        "face=[box,left=0.5,top=0.5,width=-0.5,height=0.5]]" },
      "Ann 0% has-frame" },
  { "unknown-state", 100, 100, { { 0 } },
      { "[celebrity,name=Ann,box=face,state=asleep]" }, "Ann has-frame" },
};

static void
test_read (gconstpointer data)
{
  const ReadCase *c = data;
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autofree char *text = NULL;

  for (guint i = 0; i < MAX_REGIONS && c->regions[i].type != NULL; i++)
    add_region (buffer, &c->regions[i]);
  for (guint i = 0; i < MAX_METAS && c->metas[i] != NULL; i++)
    add_people (buffer, c->metas[i]);

  text = describe (buffer, c->width, c->height);
  g_assert_cmpstr (text, ==, c->expected);
}

/* Metas without a list of people. */
static void
test_malformed (gconstpointer fields)
{
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autofree char *text = NULL;

  add_meta (buffer, fields);
  text = describe (buffer, 100, 100);
  g_assert_cmpstr (text, ==, "");
}

/* With an invalid frame size nobody has a box. */
static void
test_frame_size (gconstpointer fields)
{
  g_autofree char *all = g_strdup_printf (
      "%s, celebrities=(structure)<[celebrity,name=Ann,box=face," FACE "]>",
      (const char *) fields);
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autofree char *text = NULL;

  add_meta (buffer, all);
  text = describe (buffer, 100, 100);
  g_assert_cmpstr (text, ==, "Ann");
}

static void
append_structure (GValue *array, GstStructure *structure)
{
  GValue value = G_VALUE_INIT;

  g_value_init (&value, GST_TYPE_STRUCTURE);
  g_value_take_boxed (&value, structure);
  gst_value_array_append_and_take_value (array, &value);
}

static void
test_not_a_number (void)
{
  const double values[] = { NAN, INFINITY, -INFINITY };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++) {
    g_autoptr (GstBuffer) buffer = gst_buffer_new ();
    g_autoptr (GstStructure) box = gst_structure_new ("box", "left",
        G_TYPE_DOUBLE, values[i], "top", G_TYPE_DOUBLE, 0.5, "width",
        G_TYPE_DOUBLE, values[i], "height", G_TYPE_DOUBLE, 0.5, NULL);
    GValue celebrities = G_VALUE_INIT;
    g_autofree char *text = NULL;

    g_value_init (&celebrities, GST_TYPE_ARRAY);
    append_structure (&celebrities,
        gst_structure_new ("celebrity", "name", G_TYPE_STRING, "Ann",
            "confidence", G_TYPE_DOUBLE, values[i], "box", G_TYPE_STRING,
            "face", "face", GST_TYPE_STRUCTURE, box, NULL));
    add_meta (buffer, "frame-width=(int)100,frame-height=(int)100");
    gst_structure_take_value (
        gst_custom_meta_get_structure (
            gst_buffer_get_custom_meta (buffer, GST_CELEBRITY_META_NAME)),
        "celebrities", &celebrities);

    text = describe (buffer, 100, 100);
    g_assert_cmpstr (text, ==, "Ann has-frame");
  }
}

static void
test_region_params (void)
{
  const Region region = { "Ann", 1, 10, 20, 30, 40 };
  g_autoptr (GstBuffer) buffer = gst_buffer_new ();
  g_autofree char *detected = NULL;
  g_autofree char *recognised = NULL;
  GstVideoRegionOfInterestMeta *meta = add_region (buffer, &region);

  gst_video_region_of_interest_meta_add_param (meta,
      gst_structure_new ("detection", "confidence", G_TYPE_DOUBLE, 0.875,
          NULL));
  detected = describe (buffer, 100, 100);
  g_assert_cmpstr (detected, ==, "Ann 87.5% box=10,20 30x40");

  gst_video_region_of_interest_meta_add_param (meta,
      gst_structure_new ("celebrity", "id", G_TYPE_STRING, "1a", "confidence",
          G_TYPE_DOUBLE, 0.5, NULL));
  recognised = describe (buffer, 100, 100);
  g_assert_cmpstr (recognised, ==, "Ann id=1a 50% box=10,20 30x40");
}

static void
test_reuses_the_array (void)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));
  g_autoptr (GstBuffer) two = gst_buffer_new ();
  g_autoptr (GstBuffer) nobody = gst_buffer_new ();
  gconstpointer data;

  add_people (two, "[celebrity,name=Ann],[celebrity,name=Bob]");
  gst_celebrity_people_read (two, 100, 100, people);
  g_assert_cmpuint (people->len, ==, 2);
  data = people->data;

  gst_celebrity_people_read (two, 100, 100, people);
  g_assert_cmpuint (people->len, ==, 2);
  g_assert_true (people->data == data);

  gst_celebrity_people_read (nobody, 100, 100, people);
  g_assert_cmpuint (people->len, ==, 0);
  g_assert_true (people->data == data);
}

static GstBuffer *
create_crowd (guint n_people, gboolean has_record)
{
  GstBuffer *buffer = gst_buffer_new ();
  GString *text = g_string_new (NULL);

  /* The first and the last have no region. */
  for (guint i = 0; i < n_people; i++) {
    const Region region = { "Ann", (gint) i + 1, 25, i, 25, 50 };

    if (!has_record || (i > 0 && i < n_people - 1))
      add_region (buffer, &region);
    g_string_append_printf (text, "%s[celebrity,name=Ann,roi-id=%u,box=face]",
        i > 0 ? "," : "", i + 1);
  }
  if (has_record)
    add_people (buffer, text->str);
  g_string_free (text, TRUE);
  return buffer;
}

/* If reading took a time that grows with the square of the number, this would
 * not end before the test's timeout. */
static void
test_crowd (void)
{
  g_autoptr (GArray) people =
      g_array_new (FALSE, FALSE, sizeof (GstCelebrityPerson));

  for (guint has_record = 0; has_record < 2; has_record++) {
    g_autoptr (GstBuffer) buffer = create_crowd (N_CROWD, has_record);

    gst_celebrity_people_read (buffer, 100, 100, people);
    g_assert_cmpuint (people->len, ==, N_CROWD);
  }
}

static const char *const malformed_metas[] = {
  "version=(int)1",
  "celebrities=(int)3",
  "celebrities=(string)Ann",
  "celebrities=(int)<1,2>",
  "celebrities=(string)<a,b>",
  "celebrities=[celebrity,name=Ann]",
};

static const char *const frame_sizes[] = {
  "version=(int)1",
  "frame-width=(int)0,frame-height=(int)0",
  "frame-width=(int)-100,frame-height=(int)-100",
  "frame-width=(string)100,frame-height=(string)100",
  "frame-width=(int)100",
  "frame-width=(int)2147483647,frame-height=(int)2147483647",
};

int
main (int argc, char *argv[])
{
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (&argc, &argv);
  g_test_init (&argc, &argv, NULL);
  g_assert_true (gst_celebrity_meta_register (NULL));

  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++) {
    g_autofree char *path =
        g_strconcat ("/gst-celebrity-people/read/", read_cases[i].name, NULL);

    g_test_add_data_func (path, &read_cases[i], test_read);
  }
  for (guint i = 0; i < G_N_ELEMENTS (malformed_metas); i++) {
    g_autofree char *path =
        g_strdup_printf ("/gst-celebrity-people/malformed/%u", i);

    g_test_add_data_func (path, malformed_metas[i], test_malformed);
  }
  for (guint i = 0; i < G_N_ELEMENTS (frame_sizes); i++) {
    g_autofree char *path =
        g_strdup_printf ("/gst-celebrity-people/frame-size/%u", i);

    g_test_add_data_func (path, frame_sizes[i], test_frame_size);
  }
  g_test_add_func ("/gst-celebrity-people/not-a-number", test_not_a_number);
  g_test_add_func ("/gst-celebrity-people/region-params", test_region_params);
  g_test_add_func ("/gst-celebrity-people/crowd", test_crowd);
  g_test_add_func ("/gst-celebrity-people/reuses-the-array",
      test_reuses_the_array);

  return g_test_run ();
}
