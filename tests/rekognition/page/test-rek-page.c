/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-error.h"
#include "page/rek-json-check.h"
#include "page/rek-page.h"

#include <string.h>

/* A page of one detection whose Celebrity or Face is tested. */
#define CELEBRITY(members) \
  "{\"Celebrities\":[{\"Timestamp\":1,\"Celebrity\":{" members "}}]}"
#define FACE(members) CELEBRITY ("\"Id\":\"a\",\"Face\":{" members "}")
#define AT_TIME(time) \
  "{\"Celebrities\":[{\"Timestamp\":" time ",\"Celebrity\":{\"Id\":\"a\"}}]}"

static GBytes *
bytes_new (const char *text)
{
  return g_bytes_new (text, strlen (text));
}

static void
describe_text (GString *out, const char *label, const char *text)
{
  if (text != NULL)
    g_string_append_printf (out, " %s=%s", label, text);
}

static void
describe_number (GString *out, const char *label, double number)
{
  if (!isnan (number))
    g_string_append_printf (out, " %s=%.10g", label, number);
}

static void
describe_box (GString *out, const char *label, const RekBox *box)
{
  if (box != NULL && rek_box_is_set (box))
    g_string_append_printf (out, " %s=%g,%g,%g,%g", label, box->left, box->top,
        box->width, box->height);
}

static void
describe_field (GString *out, const RekField *field)
{
  g_string_append_printf (out, " %s=", field->name);
  switch (field->kind) {
    case REK_FIELD_BOOLEAN:
      g_string_append (out, field->value.as_boolean ? "true" : "false");
      break;
    case REK_FIELD_INT:
      g_string_append_printf (out, "%d", field->value.as_int);
      break;
    case REK_FIELD_DOUBLE:
      g_string_append_printf (out, "%g", field->value.as_double);
      break;
    case REK_FIELD_STRING:
      g_string_append_printf (out, "'%s'", field->value.as_string);
      break;
  }
}

static void
describe_attribute (GString *out, const RekAttribute *attribute)
{
  g_string_append_printf (out, "\n    %s", attribute->name);
  for (guint i = 0; i < attribute->n_records; i++) {
    const RekRecord *record = &attribute->records[i];

    if (attribute->record_name != NULL)
      g_string_append_printf (out, " %s:", attribute->record_name);
    for (guint k = 0; k < record->n_fields; k++)
      describe_field (out, &record->fields[k]);
  }
}

static void
describe_detection (GString *out, const RekDetection *detection)
{
  const RekPerson *person = detection->person;
  const RekLandmarkTypes *types = detection->landmark_types;

  g_string_append_printf (out, "\n  %" G_GINT64_FORMAT " %s '%s'",
      detection->timestamp_ms, person->id, person->name);
  describe_text (out, "known-gender", person->known_gender);
  for (guint i = 0; person->urls[i] != NULL; i++)
    describe_text (out, "url", person->urls[i]);
  describe_number (out, "confidence", detection->confidence);
  describe_box (out, "body", detection->body);
  describe_box (out, "face", &detection->face);
  describe_number (out, "face-confidence", detection->face_confidence);
  describe_number (out, "roll", detection->pose.roll);
  describe_number (out, "yaw", detection->pose.yaw);
  describe_number (out, "pitch", detection->pose.pitch);
  describe_number (out, "brightness", detection->quality.brightness);
  describe_number (out, "sharpness", detection->quality.sharpness);
  for (guint i = 0; types != NULL && i < types->n_types; i++)
    g_string_append_printf (out, " %s@%g,%g", types->types[i],
        detection->landmarks[i].x, detection->landmarks[i].y);
  for (guint i = 0;
       detection->attributes != NULL && i < detection->attributes->n_attributes;
       i++)
    describe_attribute (out, &detection->attributes->attributes[i]);
}

/* Everything in a page: one line for the job and one or more per detection;
 * absent members are omitted. */
static char *
describe (const RekPage *page)
{
  static const char *const statuses[] = { "?", "IN_PROGRESS", "SUCCEEDED",
    "FAILED" };
  const RekJobInfo *info = &page->info;
  GString *out = g_string_new (statuses[info->status]);

  describe_text (out, "status-text", info->status_text);
  describe_text (out, "message", info->status_message);
  describe_text (out, "job", info->job_id);
  describe_text (out, "tag", info->job_tag);
  describe_text (out, "bucket", info->video_bucket);
  describe_text (out, "name", info->video_name);
  describe_text (out, "version", info->video_version);
  describe_text (out, "codec", info->video.codec);
  describe_text (out, "format", info->video.format);
  describe_text (out, "range", info->video.color_range);
  if (info->video.duration_ms != -1)
    describe_number (out, "duration", (double) info->video.duration_ms);
  describe_number (out, "rate", info->video.frame_rate);
  if (info->video.frame_width != 0)
    g_string_append_printf (out, " width=%u", info->video.frame_width);
  if (info->video.frame_height != 0)
    g_string_append_printf (out, " height=%u", info->video.frame_height);
  describe_text (out, "token", page->next_token);
  if (page->n_skipped > 0)
    g_string_append_printf (out, " skipped=%u", page->n_skipped);
  for (guint i = 0; i < page->detections->len; i++)
    describe_detection (out, g_ptr_array_index (page->detections, i));
  return g_string_free (out, FALSE);
}

static void
assert_page (GBytes *body, const char *expected)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RekPage) page = rek_page_parse (body, pool, &error);
  g_autofree char *found = NULL;

  g_assert_no_error (error);
  g_assert_nonnull (page);
  found = describe (page);
  g_assert_cmpstr (found, ==, expected);
}

static void
test_full (void)
{
  g_autofree char *path =
      g_test_build_filename (G_TEST_DIST, "data", "page-full.json", NULL);
  g_autoptr (GBytes) body = NULL;
  g_autoptr (GError) error = NULL;
  char *text = NULL;
  gsize size;

  g_file_get_contents (path, &text, &size, &error);
  g_assert_no_error (error);
  body = g_bytes_new_take (text, size);
  assert_page (body,
      "SUCCEEDED status-text=SUCCEEDED message=All went well job=a1b2c3"
      " tag=reel-1 bucket=films name=summer/reel 1.mp4 version=v7 codec=h264"
      " format=QuickTime / MOV range=LIMITED duration=67301 rate=29.97"
      " width=1280 height=720 token=next+page/42=="
      "\n  1501 3Xy7zQ 'Ida Müller-Ågård <& 妹島>' known-gender=Female"
      " url=www.example.com/name/1 url=www.example.org/wiki/Q1"
      " confidence=99.5 body=-0.125,0.25,0.5,0.75"
      " face=0.375,0.0625,0.125,0.25 face-confidence=99.75 roll=-1.5 yaw=10.25"
      " pitch=3.75 brightness=70.5 sharpness=80.25 eyeLeft@0.40625,0.125"
      " eyeRight@0.46875,0.125 nose@0.4375,0.1875"
      "\n    age-range low=31 high=39"
      "\n    smile value=true confidence=91.5"
      "\n    eyeglasses value=false confidence=92.5"
      "\n    sunglasses value=false confidence=93.5"
      "\n    gender value='Female' confidence=94.5"
      "\n    beard value=false confidence=95.5"
      "\n    mustache value=false confidence=96.5"
      "\n    eyes-open value=true confidence=97.5"
      "\n    mouth-open value=true confidence=98.5"
      "\n    emotions emotion: type='HAPPY' confidence=81.5"
      " emotion: type='CALM' confidence=12.5"
      "\n    face-occluded value=false confidence=89.5"
      "\n    eye-direction yaw=4.5 pitch=-6.5 confidence=88.5"
      "\n  2002 9Ab 'Odo Brandt'");
}

static const struct {
  const char *body;
  const char *expected;
} tolerated[] = {
  /* Members that may be missing. */
  { "{}", "?" },
  { " \t\r\n{ } \n", "?" },
  { "\xef\xbb\xbf{\"JobId\":\"a\"}", "? job=a" },
  { "{\"JobStatus\":null,\"VideoMetadata\":null,\"Video\":null,"
    "\"NextToken\":null,\"Celebrities\":null,\"JobId\":null}",
      "?" },
  { "{\"NextToken\":\"\",\"Celebrities\":[],\"Video\":{\"S3Object\":null}}",
      "?" },
  { "{\"Celebrities\":[],\"NextToken\":\"t\"}", "? token=t" },
  { "{\"NextToken\":\"t\",\"NextToken\":\"u\"}", "? token=u" },
  { CELEBRITY ("\"Id\":\"a\",\"Name\":null,\"Urls\":null,\"Confidence\":null,"
               "\"BoundingBox\":null,\"Face\":null,\"KnownGender\":null"),
      "?\n  1 a 'a'" },
  { CELEBRITY ("\"Id\":\"a\",\"Urls\":[],\"BoundingBox\":{},\"Face\":{},"
               "\"KnownGender\":{}"),
      "?\n  1 a 'a'" },
  { FACE ("\"BoundingBox\":null,\"Landmarks\":null,\"Pose\":{\"Roll\":null},"
          "\"Quality\":{},\"Smile\":null,\"Emotions\":null"),
      "?\n  1 a 'a'" },
  { "{\"Celebrities\":[null]}", "?" },
  { CELEBRITY ("\"Id\":\"a\",\"Urls\":[null,\"u\"]"), "?\n  1 a 'a' url=u" },
  /* Unknown members. */
  { "{\"New\":{\"Deep\":[[[{\"Id\":1}]]]},\"JobStatus\":\"PAUSED\"}",
      "? status-text=PAUSED" },
  { CELEBRITY ("\"Id\":\"a\",\"Face\":{\"Hat\":{\"Value\":true}},\"X\":[1]"),
      "?\n  1 a 'a'" },
  { "{\"nexttoken\":\"t\",\"CELEBRITIES\":{},\"JobStatus\":\"succeeded\"}",
      "? status-text=succeeded" },
  { "{\"JobStatus\":\"IN_PROGRESS\"}", "IN_PROGRESS status-text=IN_PROGRESS" },
  { "{\"JobStatus\":\"FAILED\",\"StatusMessage\":\"no\"}",
      "FAILED status-text=FAILED message=no" },
  /* Numbers. */
  { CELEBRITY ("\"Id\":\"a\",\"Confidence\":99,\"BoundingBox\":"
               "{\"Left\":0,\"Top\":-1,\"Width\":1,\"Height\":2e0}"),
      "?\n  1 a 'a' confidence=99 body=0,-1,1,2" },
  { CELEBRITY ("\"Id\":\"a\",\"Confidence\":1e999"), "?\n  1 a 'a'" },
  /* As AWS's JSON protocol writes numbers that JSON lacks. */
  { CELEBRITY ("\"Id\":\"a\",\"Confidence\":\"NaN\",\"BoundingBox\":"
               "{\"Left\":0,\"Top\":\"Infinity\",\"Width\":1,\"Height\":2}"),
      "?\n  1 a 'a'" },
  { FACE ("\"Confidence\":\"-Infinity\",\"AgeRange\":{\"Low\":\"NaN\"},"
          "\"Smile\":{\"Confidence\":\"NaN\"}"),
      "?\n  1 a 'a'" },
  { "{\"VideoMetadata\":{\"DurationMillis\":\"NaN\",\"FrameRate\":\"NaN\","
    "\"FrameWidth\":\"Infinity\",\"FrameHeight\":1}}",
      "? height=1" },
  { "{\"VideoMetadata\":{\"DurationMillis\":5e2,\"FrameRate\":25,"
    "\"FrameWidth\":640.0,\"FrameHeight\":0}}",
      "? duration=500 rate=25 width=640" },
  { "{\"VideoMetadata\":{\"DurationMillis\":-7,\"FrameRate\":0,"
    "\"FrameWidth\":-1,\"FrameHeight\":4294967297}}",
      "?" },
  /* Times. */
  { AT_TIME ("0"), "?\n  0 a 'a'" },
  { AT_TIME ("500.0"), "?\n  500 a 'a'" },
  { AT_TIME ("8640000000000"), "?\n  8640000000000 a 'a'" },
  { AT_TIME ("8640000000001"), "? skipped=1" },
  { AT_TIME ("-1"), "? skipped=1" },
  { AT_TIME ("null"), "? skipped=1" },
  { AT_TIME ("9223372036854775808"), "? skipped=1" },
  { AT_TIME ("1e300"), "? skipped=1" },
  { AT_TIME ("-1e999"), "? skipped=1" },
  { "{\"Celebrities\":[{\"Celebrity\":{\"Id\":\"a\"}},{\"Timestamp\":1},{}]}",
      "? skipped=3" },
  /* People. */
  { CELEBRITY ("\"Id\":\"\",\"Name\":\"N\""), "?\n  1  'N'" },
  { CELEBRITY ("\"Id\":\"a\",\"Name\":\"\""), "?\n  1 a 'a'" },
  { CELEBRITY ("\"Id\":\"\",\"Name\":\"\""), "? skipped=1" },
  { CELEBRITY ("\"Confidence\":1"), "? skipped=1" },
  { CELEBRITY ("\"Id\":\"a\",\"Name\":\"\\u00c9\\ud83d\\ude00\\\"\\n\""),
      "?\n  1 a 'É😀\"\n'" },
  /* Boxes: all four members, and a size. */
  { FACE ("\"BoundingBox\":{\"Left\":0.5,\"Top\":0.5,\"Width\":0.5}"),
      "?\n  1 a 'a'" },
  { FACE ("\"BoundingBox\":{\"Top\":0.5,\"Width\":0.5,\"Height\":0.5}"),
      "?\n  1 a 'a'" },
  { FACE ("\"BoundingBox\":{\"Left\":0,\"Top\":0,\"Width\":-1,\"Height\":1}"),
      "?\n  1 a 'a'" },
  { FACE ("\"BoundingBox\":{\"Left\":0,\"Top\":0,\"Width\":1,\"Height\":1e99}"),
      "?\n  1 a 'a'" },
  { FACE ("\"BoundingBox\":{\"Left\":0,\"Top\":2,\"Width\":0,\"Height\":0.0}"),
      "?\n  1 a 'a' face=0,2,0,0" },
  /* Landmarks: a type and a position. */
  { FACE ("\"Landmarks\":[{\"Type\":\"nose\",\"X\":1,\"Y\":2},"
          "{\"X\":1,\"Y\":2},{\"Type\":\"\",\"X\":1,\"Y\":2},"
          "{\"Type\":\"a\",\"X\":1},{\"Type\":\"b\",\"Y\":1},null,{},"
          "{\"Type\":\"c\",\"X\":1e999,\"Y\":1},"
          "{\"Type\":\"new\",\"X\":-0.5,\"Y\":1.5}]"),
      "?\n  1 a 'a' nose@1,2 new@-0.5,1.5" },
  { FACE ("\"Landmarks\":[]"), "?\n  1 a 'a'" },
  { FACE ("\"Landmarks\":[{}]"), "?\n  1 a 'a'" },
  /* Attributes: those with a field. */
  { FACE ("\"Smile\":{},\"Beard\":{\"Value\":true},\"Emotions\":[],"
          "\"Gender\":{\"Confidence\":50}"),
      "?\n  1 a 'a'\n    gender confidence=50\n    beard value=true" },
  { FACE ("\"Emotions\":[{},null,{\"Type\":\"CALM\"}]"),
      "?\n  1 a 'a'\n    emotions emotion: type='CALM'" },
  { FACE ("\"AgeRange\":{\"Low\":20.0,\"High\":1e12}"),
      "?\n  1 a 'a'\n    age-range low=20" },
};

static void
test_tolerated (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tolerated); i++) {
    g_autoptr (GBytes) body = bytes_new (tolerated[i].body);
    g_autofree char *shown = g_strescape (tolerated[i].body, NULL);

    g_test_message ("%s", shown);
    assert_page (body, tolerated[i].expected);
  }
}

static const struct {
  const char *body;
  const char *message;
} refused[] = {
  { "", "empty where a JSON object belongs" },
  { "\xef\xbb\xbf", "empty where a JSON object belongs" },
  { "<html>no</html>", "not JSON: unexpected character (at byte 1)" },
  { "{\"JobId\":\"a\"", "not JSON: the text ends too early (at byte 13)" },
  { "{\"JobId\":\"\xff\"}", "not JSON: no UTF-8 (at byte 11)" },
  { "{\"JobId\":\"a\\u0000b\"}",
      "not JSON: bad escape in a string (at byte 18)" },
  { "{}{}", "not JSON: more than one value (at byte 3)" },
  { "[]", "the outermost value is an array where an object belongs" },
  { "null", "the outermost value is null where an object belongs" },
  { "\"secret\"", "the outermost value is a string where an object belongs" },
  { "7", "the outermost value is an integer where an object belongs" },
  { "{\"JobId\":7}", "JobId is an integer where a string belongs" },
  { "{\"JobStatus\":{}}", "JobStatus is an object where a string belongs" },
  { "{\"NextToken\":[]}", "NextToken is an array where a string belongs" },
  { "{\"NextToken\":false}", "NextToken is a boolean where a string belongs" },
  { "{\"VideoMetadata\":\"x\"}",
      "VideoMetadata is a string where an object belongs" },
  { "{\"VideoMetadata\":{\"FrameWidth\":\"1\"}}",
      "VideoMetadata.FrameWidth is a string where an integer belongs" },
  { "{\"VideoMetadata\":{\"DurationMillis\":1.5}}",
      "VideoMetadata.DurationMillis is a number where an integer belongs" },
  { "{\"Video\":{\"S3Object\":{\"Bucket\":1}}}",
      "Video.S3Object.Bucket is an integer where a string belongs" },
  { "{\"Celebrities\":{}}", "Celebrities is an object where an array belongs" },
  { "{\"Celebrities\":[],\"Celebrities\":1}",
      "Celebrities is an integer where an array belongs" },
  { "{\"Celebrities\":[{},{},\"x\"]}",
      "Celebrities[2] is a string where an object belongs" },
  { AT_TIME ("\"1\""),
      "Celebrities[0].Timestamp is a string where an integer belongs" },
  { AT_TIME ("0.5"),
      "Celebrities[0].Timestamp is a number where an integer belongs" },
  { AT_TIME ("true"),
      "Celebrities[0].Timestamp is a boolean where an integer belongs" },
  { "{\"Celebrities\":[{\"Timestamp\":1,\"Celebrity\":\"x\"}]}",
      "Celebrities[0].Celebrity is a string where an object belongs" },
  { CELEBRITY ("\"Urls\":\"u\""),
      "Celebrities[0].Celebrity.Urls is a string where an array belongs" },
  { CELEBRITY ("\"Urls\":[\"u\",2]"),
      "Celebrities[0].Celebrity.Urls[1] is an integer where a string belongs" },
  { CELEBRITY ("\"Confidence\":\"9\""),
      "Celebrities[0].Celebrity.Confidence is a string where a number "
      "belongs" },
  { CELEBRITY ("\"KnownGender\":\"Male\""),
      "Celebrities[0].Celebrity.KnownGender is a string where an object "
      "belongs" },
  { FACE ("\"BoundingBox\":{\"Left\":\"x\"}"),
      "Celebrities[0].Celebrity.Face.BoundingBox.Left is a string where a "
      "number belongs" },
  { FACE ("\"Landmarks\":[{\"Type\":1}]"),
      "Celebrities[0].Celebrity.Face.Landmarks[0].Type is an integer where a "
      "string belongs" },
  { FACE ("\"Pose\":[]"),
      "Celebrities[0].Celebrity.Face.Pose is an array where an object "
      "belongs" },
  { FACE ("\"Smile\":true"),
      "Celebrities[0].Celebrity.Face.Smile is a boolean where an object "
      "belongs" },
  { FACE ("\"Smile\":{\"Value\":1}"),
      "Celebrities[0].Celebrity.Face.Smile.Value is an integer where a "
      "boolean belongs" },
  { FACE ("\"Emotions\":{}"),
      "Celebrities[0].Celebrity.Face.Emotions is an object where an array "
      "belongs" },
  { FACE ("\"Emotions\":[{\"Type\":\"SAD\"},{\"Confidence\":\"1\"}]"),
      "Celebrities[0].Celebrity.Face.Emotions[1].Confidence is a string where "
      "a number belongs" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (RekPool) pool = rek_pool_new ();
    g_autoptr (GBytes) body = bytes_new (refused[i].body);
    g_autoptr (GError) error = NULL;
    g_autofree char *shown = g_strescape (refused[i].body, NULL);

    g_test_message ("%s", shown);
    g_assert_null (rek_page_parse (body, pool, &error));
    g_assert_error (error, REK_ERROR, REK_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, refused[i].message);
  }
}

/* A page so long that it is parsed in many pieces; the @wrong one of its
 * detections is @text. */
static GBytes *
build_long_page (guint n, guint wrong, const char *text)
{
  GString *page = g_string_new ("{\"Celebrities\":[{\"Timestamp\":7}],"
                                "\"Celebrit\\u0069es\" : [ ");

  for (guint i = 0; i < n; i++) {
    if (i > 0)
      g_string_append (page, " ,\n");
    if (i == wrong)
      g_string_append (page, text);
    else
      g_string_append_printf (page,
          "{\"Timestamp\":%u,\"Celebrity\":{\"Id\":\"]%u\"}}", i, i % 3);
  }
  g_string_append (page, " ] , \"JobId\":\"j\"}");
  return g_string_free_to_bytes (page);
}

static void
test_long (void)
{
  const guint n = 2000;
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GBytes) body = build_long_page (n, n / 2, "null");
  g_autoptr (GError) error = NULL;
  g_autoptr (RekPage) page = rek_page_parse (body, pool, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (page->info.job_id, ==, "j");
  g_assert_cmpuint (page->n_skipped, ==, 0);
  g_assert_cmpuint (page->detections->len, ==, n - 1);
  g_assert_cmpuint (rek_pool_get_n_people (pool), ==, 3);
  for (guint i = 0; i < n - 1; i++) {
    const RekDetection *detection = g_ptr_array_index (page->detections, i);

    g_assert_cmpint (detection->timestamp_ms, ==, i < n / 2 ? i : i + 1);
  }
}

/* An error names its index in the whole list, wherever it is. */
static void
test_long_refused (void)
{
  static const guint places[] = { 0, 1, 777, 1998, 1999 };

  for (guint i = 0; i < G_N_ELEMENTS (places); i++) {
    g_autoptr (RekPool) pool = rek_pool_new ();
    g_autoptr (GBytes) body = build_long_page (2000, places[i], "[]");
    g_autoptr (GError) error = NULL;
    g_autofree char *message = g_strdup_printf (
        "Celebrities[%u] is an array where an object belongs", places[i]);

    g_assert_null (rek_page_parse (body, pool, &error));
    g_assert_error (error, REK_ERROR, REK_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, message);
  }
}

static gpointer
parse_in_thread (gpointer data)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GError) error = NULL;
  g_autoptr (RekPage) page = rek_page_parse (data, pool, &error);

  g_assert_cmpint (page == NULL, ==, error != NULL);
  return g_steal_pointer (&error);
}

static GError *
parse_nested (guint depth)
{
  g_autoptr (GString) text = g_string_new ("{\"a\":");
  g_autoptr (GBytes) body = NULL;

  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, '[');
  for (guint i = 1; i < depth; i++)
    g_string_append_c (text, ']');
  g_string_append_c (text, '}');
  body = g_string_free_to_bytes (g_steal_pointer (&text));
  return g_thread_join (g_thread_new ("parse", parse_in_thread, body));
}

static void
test_nesting (void)
{
  g_autoptr (GError) allowed = parse_nested (REK_JSON_MAX_DEPTH);
  g_autoptr (GError) deeper = parse_nested (REK_JSON_MAX_DEPTH + 1);
  g_autoptr (GError) deepest = parse_nested (1000000);

  g_assert_no_error (allowed);
  g_assert_error (deeper, REK_ERROR, REK_ERROR_INVALID);
  g_assert_cmpstr (deeper->message, ==,
      "not JSON: nested too deep (at byte 133)");
  g_assert_error (deepest, REK_ERROR, REK_ERROR_INVALID);
}

/* Equal strings and people of several pages are stored once, and only people
 * who have a detection count. */
/* Real answers hold a few of each; a list without end must not fill the
 * memory. */
static void
test_endless_lists (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GString) urls = g_string_new ("\"0\"");
  g_autoptr (GString) landmarks = g_string_new ("{}");
  g_autofree char *text = NULL;
  g_autoptr (GBytes) body = NULL;
  g_autoptr (RekPage) page = NULL;
  const RekDetection *detection;
  g_autoptr (GError) error = NULL;

  for (guint i = 1; i < 1000; i++) {
    g_string_append_printf (urls, ",\"%u\"", i);
    g_string_append_printf (landmarks, ",{\"Type\":\"t%u\",\"X\":0,\"Y\":0}",
        i);
  }
  text = g_strdup_printf ("{\"JobStatus\":\"SUCCEEDED\",\"Celebrities\":[{"
                          "\"Timestamp\":1,\"Celebrity\":{\"Id\":\"a\","
                          "\"Name\":\"A\",\"Urls\":[%s],\"Face\":{"
                          "\"Landmarks\":[%s]}}}]}",
      urls->str, landmarks->str);
  body = g_bytes_new (text, strlen (text));
  page = rek_page_parse (body, pool, &error);
  g_assert_no_error (error);
  detection = page->detections->pdata[0];
  g_assert_cmpuint (g_strv_length ((char **) detection->person->urls), ==, 128);
  g_assert_cmpuint (detection->landmark_types->n_types, ==, 128);
}

static void
test_shares_pool (void)
{
  g_autoptr (RekPool) pool = rek_pool_new ();
  g_autoptr (GBytes) body = bytes_new (FACE ("\"Landmarks\":["
                                             "{\"Type\":\"t\",\"X\":0,"
                                             "\"Y\":0}]"));
  g_autoptr (GBytes) skipped = bytes_new ("{\"Celebrities\":[{\"Timestamp\":-1,"
                                          "\"Celebrity\":{\"Id\":\"b\"}}]}");
  g_autoptr (RekPage) first = rek_page_parse (body, pool, NULL);
  g_autoptr (RekPage) second = rek_page_parse (body, pool, NULL);
  g_autoptr (RekPage) third = rek_page_parse (skipped, pool, NULL);
  const RekDetection *one = g_ptr_array_index (first->detections, 0);
  const RekDetection *other = g_ptr_array_index (second->detections, 0);

  g_assert_true (one != other);
  g_assert_true (one->person == other->person);
  g_assert_true (one->landmark_types == other->landmark_types);
  g_assert_true (one->landmarks != other->landmarks);
  g_assert_cmpuint (third->n_skipped, ==, 1);
  g_assert_cmpuint (rek_pool_get_n_people (pool), ==, 1);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rek-page/full", test_full);
  g_test_add_func ("/rek-page/tolerated", test_tolerated);
  g_test_add_func ("/rek-page/refused", test_refused);
  g_test_add_func ("/rek-page/long", test_long);
  g_test_add_func ("/rek-page/long-refused", test_long_refused);
  g_test_add_func ("/rek-page/nesting", test_nesting);
  g_test_add_func ("/rek-page/endless-lists", test_endless_lists);
  g_test_add_func ("/rek-page/shares-pool", test_shares_pool);
  return g_test_run ();
}
