/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "endpoint-synthetic.h"

#include "endpoint-json.h"

#define FRAME_RATE_N 30000
#define FRAME_RATE_D 1001
#define FRAMES_PER_SAMPLE 15

/* Samples until everybody is where they were. */
#define PERIOD 64

typedef struct {
  const char *id;
  const char *name;
  const char *url;
  const char *gender;
  double top;
  double height;
} Person;

/* In the order of their ids. */
static const Person people[] = {
  { "1Am0rE7", "Ada Moreno", "www.example.org/ada-moreno", "Female", 0.08,
      0.21 },
  { "2bJ4okA", "Björn Okafor", "www.example.org/bjorn-okafor", "Male", 0.31,
      0.24 },
  { "3LxMn9q", "李小明", "www.example.org/li-xiaoming", "Male", 0.54, 0.19 },
  { "4toEl1a", "Tom & Ella", "www.example.org/tom-and-ella", "Nonbinary", 0.7,
      0.26 },
};

#define N_PEOPLE ((guint64) G_N_ELEMENTS (people))

/* All of a detection but its Timestamp repeats after PERIOD samples: it is
 * written once and then only copied. */
struct _EndpointSynthetic {
  guint64 n_detections;
  char *texts[G_N_ELEMENTS (people)][PERIOD];
};

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
  /* There and back again, so that the end of a period joins its start. */
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
  g_string_append_c (json, '}');
}

static char *
build_text (const Person *person, double phase)
{
  GString *json = g_string_new (",\"Celebrity\":{\"Urls\":[");

  endpoint_json_append_string (json, person->url);
  g_string_append (json, "],\"Name\":");
  endpoint_json_append_string (json, person->name);
  g_string_append (json, ",\"Id\":");
  endpoint_json_append_string (json, person->id);
  g_string_append_c (json, ',');
  append_number (json, "Confidence", 93.1 + phase * 6.3179, ',');
  append_face (json, person, phase);
  g_string_append_printf (json, ",\"KnownGender\":{\"Type\":\"%s\"}}}",
      person->gender);
  return g_string_free (json, FALSE);
}

EndpointSynthetic *
endpoint_synthetic_new (guint64 n_detections)
{
  EndpointSynthetic *self = g_new0 (EndpointSynthetic, 1);

  self->n_detections = n_detections;
  for (guint person = 0; person < N_PEOPLE; person++) {
    for (guint i = 0; i < PERIOD; i++)
      self->texts[person][i] =
          build_text (&people[person], i / (double) PERIOD);
  }
  return self;
}

void
endpoint_synthetic_free (EndpointSynthetic *self)
{
  for (guint person = 0; person < N_PEOPLE; person++) {
    for (guint i = 0; i < PERIOD; i++)
      g_free (self->texts[person][i]);
  }
  g_free (self);
}

guint64
endpoint_synthetic_get_n_detections (const EndpointSynthetic *self)
{
  return self->n_detections;
}

/* The service cuts a frame's time down to whole milliseconds. */
static guint64
sample_milliseconds (guint64 sample)
{
  return sample * FRAMES_PER_SAMPLE * FRAME_RATE_D * 1000 / FRAME_RATE_N;
}

char *
endpoint_synthetic_build_members (const EndpointSynthetic *self)
{
  guint64 n_samples = self->n_detections / N_PEOPLE + 1;

  return g_strdup_printf (
      "\"VideoMetadata\":{\"Codec\":\"h264\",\"DurationMillis\":%" G_GUINT64_FORMAT
      ",\"Format\":\"QuickTime / MOV\",\"FrameRate\":29.97002983093262,"
      "\"FrameHeight\":720,\"FrameWidth\":1280,\"ColorRange\":\"LIMITED\"},"
      "\"Video\":{\"S3Object\":{\"Bucket\":\"example-bucket\","
      "\"Name\":\"synthetic.mp4\"}},",
      sample_milliseconds (n_samples));
}

/* The last sample may not hold everybody: person by person, those it does not
 * hold have one detection less. */
static void
locate_by_id (const EndpointSynthetic *self, guint64 index, guint64 *person,
    guint64 *sample)
{
  guint64 n_whole = self->n_detections / N_PEOPLE;
  guint64 n_longer = self->n_detections % N_PEOPLE;
  guint64 n_in_longer = n_longer * (n_whole + 1);

  if (index < n_in_longer) {
    *person = index / (n_whole + 1);
    *sample = index % (n_whole + 1);
    return;
  }
  *person = n_longer + (index - n_in_longer) / n_whole;
  *sample = (index - n_in_longer) % n_whole;
}

void
endpoint_synthetic_append (const EndpointSynthetic *self, gboolean by_id,
    guint64 index, GString *json)
{
  guint64 person = index % N_PEOPLE;
  guint64 sample = index / N_PEOPLE;

  if (by_id)
    locate_by_id (self, index, &person, &sample);
  g_string_append_printf (json, "{\"Timestamp\":%" G_GUINT64_FORMAT,
      sample_milliseconds (sample));
  g_string_append (json, self->texts[person][sample % PERIOD]);
}
