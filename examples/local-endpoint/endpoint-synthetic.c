/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-synthetic.h"

#include "endpoint-json.h"

#define FRAME_RATE_N 30000
#define FRAME_RATE_D 1001

/* In dense jobs every third detection has a face. Of the faces, one in
 * LATE_FACE_ODDS comes a sample later, and one in WEAK_MATCH_ODDS gives a weak
 * match. Of the detections without a face, one in DROP_OUT_ODDS is missing. */
#define SAMPLES_PER_FACE 3
#define LATE_FACE_ODDS 8
#define DROP_OUT_ODDS 30
#define WEAK_MATCH_ODDS 4

/* What the noise is used for. */
enum { LATE_FACE, DROP_OUT, WEAK_MATCH, MATCH };

typedef struct {
  const char *id;
  const char *name;
  const char *url;
  const char *gender;
  double top;
  double height;
} Person;

/* Sorted by id. */
static const Person people[] = {
  { "1Am0rE7", "Ada Moreno", "www.example.org/ada-moreno", "Female", 0.08,
      0.21 },
  { "2bJ4okA", "Björn Okafor", "www.example.org/bjorn-okafor", "Male", 0.31,
      0.24 },
  { "3LxMn9q", "李小明", "www.example.org/li-xiaoming", "Male", 0.54, 0.19 },
  { "4toEl1a", "Tom & Ella", "www.example.org/tom-and-ella", "Nonbinary", 0.7,
      0.26 },
};

#define N_PEOPLE G_N_ELEMENTS (people)

/* @period: samples until the movement repeats, half a minute */
typedef struct {
  const char *name;
  guint frames_per_sample;
  guint period;
  gboolean has_face;
  gboolean has_body;
} Shape;

static const Shape shapes[ENDPOINT_N_SHAPES] = {
  [ENDPOINT_SHAPE_DENSE] = { "dense", 2, 480, TRUE, TRUE },
  [ENDPOINT_SHAPE_SPARSE] = { "sparse", 15, 64, TRUE, FALSE },
  [ENDPOINT_SHAPE_BODY] = { "body", 2, 480, FALSE, TRUE },
};

/* A detection within a period; @text is its JSON after the Timestamp. */
typedef struct {
  guint person;
  guint sample;
  char *text;
} Entry;

/* Detections repeat after a period, except for the Timestamp, so the text of
 * each is built once and then copied. @by_person: the entries of each person;
 * @n_of_person: the number of detections of each in the whole job. */
struct _EndpointSynthetic {
  const Shape *shape;
  guint64 n_detections;
  GPtrArray *entries;
  GPtrArray *by_person[N_PEOPLE];
  guint64 n_of_person[N_PEOPLE];
};

gboolean
endpoint_shape_parse (const char *name, EndpointShape *shape)
{
  for (guint i = 0; i < ENDPOINT_N_SHAPES; i++) {
    if (!g_str_equal (shapes[i].name, name))
      continue;
    *shape = i;
    return TRUE;
  }
  return FALSE;
}

/* Pseudo-random, from integers only: the same on every machine. */
static guint32
get_noise (guint what, guint person, guint sample)
{
  guint32 noise = (what * N_PEOPLE + person) * 0x9e3779b9u + sample;

  noise = (noise ^ (noise >> 16)) * 0x85ebca6bu;
  noise = (noise ^ (noise >> 13)) * 0xc2b2ae35u;
  return noise ^ (noise >> 16);
}

static gboolean
is_one_in (guint odds, guint what, guint person, guint sample)
{
  return get_noise (what, person, sample) % odds == 0;
}

static gboolean
is_face_sample (guint person, guint sample)
{
  gboolean is_late =
      is_one_in (LATE_FACE_ODDS, LATE_FACE, person, sample / SAMPLES_PER_FACE);

  return sample % SAMPLES_PER_FACE == (is_late ? 1 : 0);
}

static void
append_number (GString *json, const char *name, double value, char after)
{
  char text[G_ASCII_DTOSTR_BUF_SIZE];

  g_ascii_dtostr (text, sizeof text, value);
  g_string_append_printf (json, "\"%s\":%s%c", name, text, after);
}

static void
append_landmarks (GString *json, double left, double top, double width,
    double height)
{
  static const struct {
    const char *type;
    double x;
    double y;
  } landmarks[] = {
    { "eyeLeft", 0.317, 0.382 },
    { "eyeRight", 0.701, 0.391 },
    { "mouthLeft", 0.352, 0.761 },
    { "mouthRight", 0.668, 0.769 },
    { "nose", 0.523, 0.583 },
  };

  g_string_append (json, "\"Landmarks\":[");
  for (guint i = 0; i < G_N_ELEMENTS (landmarks); i++) {
    g_string_append_printf (json, "%s{\"Type\":\"%s\",", i > 0 ? "," : "",
        landmarks[i].type);
    append_number (json, "X", left + landmarks[i].x * width, ',');
    append_number (json, "Y", top + landmarks[i].y * height, '}');
  }
  g_string_append (json, "],");
}

static void
append_face (GString *json, const Person *person, double phase)
{
  /* Back and forth, so that the end of a period meets its start. */
  double way = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
  double width = person->height * 0.43;
  double left = 0.05 + way * 0.7;

  g_string_append (json, "\"Face\":{\"BoundingBox\":{");
  append_number (json, "Width", width, ',');
  append_number (json, "Height", person->height, ',');
  append_number (json, "Left", left, ',');
  append_number (json, "Top", person->top, '}');
  g_string_append_c (json, ',');
  append_number (json, "Confidence", 99.2 + way * 0.7317, ',');
  append_landmarks (json, left, person->top, width, person->height);
  g_string_append (json, "\"Pose\":{");
  append_number (json, "Roll", -4.1 + way * 8.3713, ',');
  append_number (json, "Yaw", 21.7 - way * 43.1279, ',');
  append_number (json, "Pitch", 3.3 + way * 2.9171, '}');
  g_string_append (json, ",\"Quality\":{");
  append_number (json, "Brightness", 71.3 + way * 9.1133, ',');
  append_number (json, "Sharpness", 83.7 - way * 5.3371, '}');
  g_string_append (json, "},");
}

/* The part of the body that is in the frame. */
static void
append_body (GString *json, const Person *person, double phase)
{
  double way = phase < 0.5 ? 2 * phase : 2 - 2 * phase;
  double width = person->height * 0.43;
  double top = person->top - 0.02;

  g_string_append (json, "\"BoundingBox\":{");
  append_number (json, "Width", width * 2.2, ',');
  append_number (json, "Height", MIN (person->height * 4.4, 0.99 - top), ',');
  append_number (json, "Left", MAX (0.05 + way * 0.7 - width * 0.6, 0), ',');
  append_number (json, "Top", top, '}');
  g_string_append_c (json, ',');
}

/* In dense jobs the match confidence depends on the latest face. */
static double
get_match (const Shape *shape, guint person, guint sample)
{
  guint turn = sample / SAMPLES_PER_FACE;

  if (!shape->has_body)
    return 93.1 + sample / (double) shape->period * 6.3179;
  return is_one_in (WEAK_MATCH_ODDS, WEAK_MATCH, person, turn)
      ? 50 + get_noise (MATCH, person, turn) % 12
      : 84 + get_noise (MATCH, person, turn) % 16;
}

static char *
build_text (const Shape *shape, guint number, guint sample, gboolean has_face)
{
  const Person *person = &people[number];
  double phase = sample / (double) shape->period;
  GString *json = g_string_new (",\"Celebrity\":{\"Urls\":[");

  endpoint_json_append_string (json, person->url);
  g_string_append (json, "],\"Name\":");
  endpoint_json_append_string (json, person->name);
  g_string_append (json, ",\"Id\":");
  endpoint_json_append_string (json, person->id);
  g_string_append_c (json, ',');
  append_number (json, "Confidence", get_match (shape, number, sample), ',');
  if (shape->has_body)
    append_body (json, person, phase);
  if (has_face)
    append_face (json, person, phase);
  g_string_append_printf (json, "\"KnownGender\":{\"Type\":\"%s\"}}}",
      person->gender);
  return g_string_free (json, FALSE);
}

static void
entry_free (gpointer data)
{
  Entry *entry = data;

  g_free (entry->text);
  g_free (entry);
}

static void
add_entry (EndpointSynthetic *self, guint person, guint sample)
{
  const Shape *shape = self->shape;
  gboolean may_have_face = !shape->has_body || is_face_sample (person, sample);
  Entry *entry;

  if (!may_have_face && is_one_in (DROP_OUT_ODDS, DROP_OUT, person, sample))
    return;
  entry = g_new0 (Entry, 1);
  entry->person = person;
  entry->sample = sample;
  entry->text =
      build_text (shape, person, sample, may_have_face && shape->has_face);
  g_ptr_array_add (self->entries, entry);
  g_ptr_array_add (self->by_person[person], entry);
}

/* The last period may be cut off. */
static void
count_people (EndpointSynthetic *self)
{
  guint64 n_periods = self->n_detections / self->entries->len;
  guint64 n_rest = self->n_detections % self->entries->len;

  for (guint person = 0; person < N_PEOPLE; person++)
    self->n_of_person[person] = n_periods * self->by_person[person]->len;
  for (guint i = 0; i < n_rest; i++) {
    const Entry *entry = g_ptr_array_index (self->entries, i);

    self->n_of_person[entry->person]++;
  }
}

EndpointSynthetic *
endpoint_synthetic_new (EndpointShape shape, guint64 n_detections)
{
  EndpointSynthetic *self = g_new0 (EndpointSynthetic, 1);

  self->shape = &shapes[shape];
  self->n_detections = n_detections;
  self->entries = g_ptr_array_new_with_free_func (entry_free);
  for (guint person = 0; person < N_PEOPLE; person++)
    self->by_person[person] = g_ptr_array_new ();
  for (guint sample = 0; sample < self->shape->period; sample++) {
    for (guint person = 0; person < N_PEOPLE; person++)
      add_entry (self, person, sample);
  }
  count_people (self);
  return self;
}

void
endpoint_synthetic_free (EndpointSynthetic *self)
{
  for (guint person = 0; person < N_PEOPLE; person++)
    g_ptr_array_unref (self->by_person[person]);
  g_ptr_array_unref (self->entries);
  g_free (self);
}

guint64
endpoint_synthetic_get_n_detections (const EndpointSynthetic *self)
{
  return self->n_detections;
}

/* Returns: detection @index of the repeated @entries; @sample is set to its
 * sample, counted from the start of the job */
static const Entry *
get_entry (const EndpointSynthetic *self, GPtrArray *entries, guint64 index,
    guint64 *sample)
{
  const Entry *entry =
      g_ptr_array_index (entries, (guint) (index % entries->len));

  *sample = index / entries->len * self->shape->period + entry->sample;
  return entry;
}

static const Entry *
find_entry_by_id (const EndpointSynthetic *self, guint64 index, guint64 *sample)
{
  guint person = 0;

  while (index >= self->n_of_person[person])
    index -= self->n_of_person[person++];
  return get_entry (self, self->by_person[person], index, sample);
}

/* The service truncates times to whole milliseconds. */
static guint64
sample_milliseconds (const EndpointSynthetic *self, guint64 sample)
{
  return sample * self->shape->frames_per_sample * FRAME_RATE_D * 1000 /
      FRAME_RATE_N;
}

char *
endpoint_synthetic_build_members (const EndpointSynthetic *self)
{
  guint64 last;

  get_entry (self, self->entries, self->n_detections - 1, &last);
  return g_strdup_printf (
      "\"VideoMetadata\":{\"Codec\":\"h264\",\"DurationMillis\":%" G_GUINT64_FORMAT
      ",\"Format\":\"QuickTime / MOV\",\"FrameRate\":29.97002983093262,"
      "\"FrameHeight\":720,\"FrameWidth\":1280,\"ColorRange\":\"LIMITED\"},"
      "\"Video\":{\"S3Object\":{\"Bucket\":\"example-bucket\","
      "\"Name\":\"synthetic.mp4\"}},",
      sample_milliseconds (self, last + 1));
}

void
endpoint_synthetic_append (const EndpointSynthetic *self, gboolean by_id,
    guint64 index, GString *json)
{
  guint64 sample;
  const Entry *entry = by_id ? find_entry_by_id (self, index, &sample)
                             : get_entry (self, self->entries, index, &sample);

  g_string_append_printf (json, "{\"Timestamp\":%" G_GUINT64_FORMAT,
      sample_milliseconds (self, sample));
  g_string_append (json, entry->text);
}
