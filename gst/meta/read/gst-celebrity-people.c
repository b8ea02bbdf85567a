/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "gst-celebrity-people.h"

#include <gst/video/video.h>
#include <math.h>

#include "gst-celebrity-meta-transform.h"
#include "gst-celebrity-crop.h"
#include "gst-celebrity-locate.h"

/* Confidences of regions are 0 to 1, those of people are percent. */
#define PERCENT 100.0

/* How far a region may be from the position that its ratios give for the frame
 * to count as only scaled: each scaling rounds to whole pixels. */
#define TOLERANCE_RATIO 0.01
#define TOLERANCE_PIXELS 2.0

/* One CelebrityMeta that is being read. */
typedef struct {
  GstCelebrityLocator *locator;
  gint width;
  gint height;
  gint attached_width;
  gint attached_height;
  gboolean has_match;
  gboolean has_mismatch;
  gboolean has_lost_regions;
} Reading;

static double
get_number (const GstStructure *structure, const char *field)
{
  const GValue *value = gst_structure_get_value (structure, field);

  if (value == NULL)
    return NAN;
  if (G_VALUE_HOLDS_DOUBLE (value))
    return g_value_get_double (value);
  if (G_VALUE_HOLDS_FLOAT (value))
    return (double) g_value_get_float (value);
  if (G_VALUE_HOLDS_INT (value))
    return g_value_get_int (value);
  return NAN;
}

static double
get_percent (const GstStructure *structure, const char *field, double whole)
{
  double number = get_number (structure, field);

  if (!isfinite (number))
    return NAN;
  return CLAMP (number / whole * PERCENT, 0.0, PERCENT);
}

/* Returns 0 if there is no positive number. */
static gint
get_natural (const GstStructure *structure, const char *field)
{
  gint id;

  return gst_structure_get_int (structure, field, &id) ? MAX (id, 0) : 0;
}

/* Returns NULL if there is no text. */
static const char *
get_string (const GstStructure *structure, const char *field)
{
  const char *string = gst_structure_get_string (structure, field);

  return string != NULL && *string != '\0' ? string : NULL;
}

static gboolean
get_ratios (const GstStructure *record, const char *field,
    GstCelebrityRatios *box)
{
  const GValue *value = gst_structure_get_value (record, field);
  const GstStructure *structure;

  if (value == NULL || !GST_VALUE_HOLDS_STRUCTURE (value))
    return FALSE;
  structure = gst_value_get_structure (value);
  if (structure == NULL)
    return FALSE;

  box->left = get_number (structure, "left");
  box->top = get_number (structure, "top");
  box->width = get_number (structure, "width");
  box->height = get_number (structure, "height");
  return TRUE;
}

static const char *
get_shown_field (const GstCelebrityPerson *person)
{
  return person->is_body ? "body" : "face";
}

static gboolean
is_near (double is, double was, gint size, gint attached_size)
{
  double expected = was * size / attached_size;

  return fabs (is - expected) <= TOLERANCE_PIXELS + size * TOLERANCE_RATIO;
}

/* The region was computed from the ratios: if they still agree, the frame was at
 * most scaled since then. */
static void
compare (Reading *reading, const GstCelebrityPerson *person)
{
  const GstCelebrityPixels *is = &person->box;
  GstCelebrityRectangle was;
  GstCelebrityRatios ratios;

  if (reading->attached_width <= 0 || reading->attached_height <= 0 ||
      !get_ratios (person->record, get_shown_field (person), &ratios) ||
      !gst_celebrity_ratios_to_rectangle (&ratios,
          (guint) reading->attached_width, (guint) reading->attached_height,
          &was))
    return;

  if (is_near (is->x, was.x, reading->width, reading->attached_width) &&
      is_near (is->w, was.w, reading->width, reading->attached_width) &&
      is_near (is->y, was.y, reading->height, reading->attached_height) &&
      is_near (is->h, was.h, reading->height, reading->attached_height))
    reading->has_match = TRUE;
  else
    reading->has_mismatch = TRUE;
}

/* A change of the frame concerns all its people. */
static gboolean
is_frame_kept (const Reading *reading)
{
  if (reading->has_lost_regions)
    return FALSE;
  if (reading->has_match || reading->has_mismatch)
    return !reading->has_mismatch;
  return reading->width == reading->attached_width &&
      reading->height == reading->attached_height;
}

static void
find_boxes (Reading *reading, GstCelebrityPerson *person)
{
  gint shown_id = get_natural (person->record, "roi-id");
  gint body_id = get_natural (person->record, "body-roi-id");

  if (person->is_position_unknown)
    return;
  if (body_id != 0)
    gst_celebrity_locator_find (reading->locator, body_id, person->name,
        &person->body);
  if (shown_id == 0 ||
      !gst_celebrity_locator_find (reading->locator, shown_id, person->name,
          &person->box))
    return;

  if (person->is_body)
    person->body = person->box;
  else
    person->face = person->box;
  compare (reading, person);
}

static void
take_ratios (const Reading *reading, const GstStructure *record,
    const char *field, GstCelebrityPixels *pixels)
{
  GstCelebrityRatios box;

  if (pixels->w > 0.0 || !get_ratios (record, field, &box))
    return;
  gst_celebrity_pixels_set (pixels, box.left * reading->width,
      box.top * reading->height, box.width * reading->width,
      box.height * reading->height);
}

static void
complete_boxes (const Reading *reading, GstCelebrityPerson *person)
{
  person->has_frame = TRUE;
  take_ratios (reading, person->record, "face", &person->face);
  take_ratios (reading, person->record, "body", &person->body);
  if (person->box.w > 0.0 || person->is_position_unknown)
    return;
  person->box = person->is_body ? person->body : person->face;
}

static void
init_person (GstCelebrityPerson *person, const GstStructure *record)
{
  const char *name = get_string (record, "name");
  const char *box = get_string (record, "box");
  gboolean is_body = g_strcmp0 (box, "body") == 0;
  guint64 sample_time;

  *person = (GstCelebrityPerson){
    .id = get_string (record, "id"),
    .known_gender = get_string (record, "known-gender"),
    .confidence = get_percent (record, "confidence", PERCENT),
    .track_id = get_natural (record, "track-id"),
    .sample_time = GST_CLOCK_TIME_NONE,
    .state = gst_celebrity_state_from_name (get_string (record, "state")),
    .is_position_unknown = !is_body && g_strcmp0 (box, "face") != 0,
    .is_body = is_body,
    .record = record,
  };
  person->name = name != NULL ? name : person->id;
  if (person->name == NULL)
    person->name = "";
  if (gst_structure_get_uint64 (record, "sample-time", &sample_time))
    person->sample_time = sample_time;
}

static void
move_box (GstCelebrityPixels *pixels, const GstCelebrityCrop *crop)
{
  pixels->x -= crop->x;
  pixels->y -= crop->y;
}

/* From the whole frame, to which regions refer, to the part that is shown. */
static void
move_person (GstCelebrityPerson *person, const GstCelebrityCrop *crop)
{
  move_box (&person->box, crop);
  move_box (&person->face, crop);
  move_box (&person->body, crop);
  person->has_frame = FALSE;
}

/* People who were attached before the frame was cropped refer to the whole of
 * it, those who were attached later to the part that is shown. */
static gboolean
read_crop (Reading *reading, GstCelebrityCrop *crop)
{
  if (!gst_celebrity_crop_read (reading->locator->buffer, crop) ||
      reading->attached_width != crop->width ||
      reading->attached_height != crop->height)
    return FALSE;

  reading->width = crop->width;
  reading->height = crop->height;
  return TRUE;
}

static void
read_meta (GstCelebrityLocator *locator, gint width, gint height,
    GstCustomMeta *meta, GArray *people)
{
  const GstStructure *record = gst_custom_meta_get_structure (meta);
  Reading reading = {
    .locator = locator,
    .width = width,
    .height = height,
    .attached_width = get_natural (record, "frame-width"),
    .attached_height = get_natural (record, "frame-height"),
    .has_lost_regions = gst_celebrity_meta_has_lost_regions (meta),
  };
  GstCelebrityCrop crop;
  gboolean is_cropped = read_crop (&reading, &crop);
  const GstStructure *celebrity;
  guint first = people->len;
  guint position = 0;

  while ((celebrity = gst_celebrity_record_next (record, &position)) != NULL) {
    GstCelebrityPerson person;

    init_person (&person, celebrity);
    find_boxes (&reading, &person);
    g_array_append_val (people, person);
  }

  if (is_frame_kept (&reading))
    for (guint i = first; i < people->len; i++)
      complete_boxes (&reading, &g_array_index (people, GstCelebrityPerson, i));
  for (guint i = first; is_cropped && i < people->len; i++)
    move_person (&g_array_index (people, GstCelebrityPerson, i), &crop);
}

static void
read_region (GstVideoRegionOfInterestMeta *region, GArray *people)
{
  const char *type = g_quark_to_string (region->roi_type);
  const GstStructure *detection =
      gst_video_region_of_interest_meta_get_param (region, "detection");
  const GstStructure *celebrity =
      gst_video_region_of_interest_meta_get_param (region, "celebrity");
  GstCelebrityPerson person = {
    .name = type != NULL ? type : "",
    .confidence = NAN,
    .sample_time = GST_CLOCK_TIME_NONE,
  };

  if (detection != NULL)
    person.confidence = get_percent (detection, "confidence", 1.0);
  if (celebrity != NULL) {
    double confidence = get_percent (celebrity, "confidence", 1.0);

    person.id = get_string (celebrity, "id");
    if (!isnan (confidence))
      person.confidence = confidence;
  }
  gst_celebrity_pixels_set (&person.box, (gint) region->x, (gint) region->y,
      region->w, region->h);
  g_array_append_val (people, person);
}

/* Whether an earlier record is equal: elements that move a frame to other memory
 * (glupload) may copy its metas twice. A buffer has few records. */
static gboolean
is_record_again (GstBuffer *buffer, GstMeta *meta)
{
  const GstStructure *record =
      gst_custom_meta_get_structure ((GstCustomMeta *) meta);
  gpointer state = NULL;
  GstMeta *earlier;

  while ((earlier = gst_buffer_iterate_meta_filtered (buffer, &state,
              meta->info->api)) != meta) {
    const GstStructure *other =
        gst_custom_meta_get_structure ((GstCustomMeta *) earlier);

    if (gst_structure_is_equal (record, other))
      return TRUE;
  }
  return FALSE;
}

static guint
hash_region (gconstpointer key)
{
  const GstVideoRegionOfInterestMeta *region = key;
  guint hash = region->roi_type;

  hash = hash * 31 + (guint) region->id;
  hash = hash * 31 + region->x;
  hash = hash * 31 + region->y;
  hash = hash * 31 + region->w;
  return hash * 31 + region->h;
}

static gboolean
is_same_region (gconstpointer one, gconstpointer other)
{
  const GstVideoRegionOfInterestMeta *a = one;
  const GstVideoRegionOfInterestMeta *b = other;

  return a->roi_type == b->roi_type && a->id == b->id && a->x == b->x &&
      a->y == b->y && a->w == b->w && a->h == b->h;
}

/* Reads each region once, for the same reason; a frame may have thousands. */
static void
read_regions (GstBuffer *buffer, GArray *people)
{
  g_autoptr (GHashTable) known = NULL;
  GstCelebrityCrop crop;
  gpointer state = NULL;
  GstMeta *meta;

  while ((meta = gst_buffer_iterate_meta_filtered (buffer, &state,
              GST_VIDEO_REGION_OF_INTEREST_META_API_TYPE)) != NULL) {
    if (known == NULL)
      known = g_hash_table_new (hash_region, is_same_region);
    if (g_hash_table_add (known, meta))
      read_region ((GstVideoRegionOfInterestMeta *) meta, people);
  }
  if (gst_celebrity_crop_read (buffer, &crop))
    for (guint i = 0; i < people->len; i++)
      move_person (&g_array_index (people, GstCelebrityPerson, i), &crop);
}

void
gst_celebrity_people_read (GstBuffer *buffer, gint width, gint height,
    GArray *people)
{
  g_auto (GstCelebrityLocator) locator = { 0 };
  gboolean has_meta = FALSE;
  gpointer state = NULL;
  GstMeta *meta;

  gst_celebrity_locator_init (&locator, buffer);
  g_array_set_size (people, 0);
  while ((meta = gst_buffer_iterate_meta (buffer, &state)) != NULL) {
    if (!gst_meta_info_is_custom (meta->info) ||
        !gst_custom_meta_has_name ((GstCustomMeta *) meta,
            GST_CELEBRITY_META_NAME))
      continue;
    has_meta = TRUE;
    if (is_record_again (buffer, meta))
      continue;
    read_meta (&locator, width, height, (GstCustomMeta *) meta, people);
  }
  if (!has_meta)
    read_regions (buffer, people);
}
