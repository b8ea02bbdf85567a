/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include <gio/gio.h>

#include "endpoint-error.h"
#include "endpoint-faults.h"
#include "endpoint-jobs.h"

#define DETECTION(time, id) \
  "{\"Timestamp\":" #time ",\"Celebrity\":{\"Id\":\"" id "\",\"Name\":\"\\\"" \
  "}{][\\\\\"}}"
#define PAGE_1 \
  "{\"JobStatus\":\"SUCCEEDED\",\"VideoMetadata\":{\"FrameRate\":25.0}," \
  "\"NextToken\":\"old\",\"JobId\":\"j\",\"JobTag\":\"tag\",\"Celebrities\":[" DETECTION ( \
      0, "b") "," DETECTION (500, "a") "]}"
#define PAGE_2 \
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"j\",\"Celebrities\":[" DETECTION ( \
      500, "b") "," DETECTION (1000, "a") "]}"
#define BOTH_BY_TIME "0b 500a 500b 1000a"

static const EndpointPageChange no_change = { 0 };

/* Returns the served detections, as "TIMEid" with a | at the end of a page. */
static char *
read_all (EndpointJobs *jobs, const char *job_id, guint max_results,
    EndpointSort sort)
{
  g_autofree char *token = NULL;
  GString *seen = g_string_new (NULL);

  do {
    const EndpointQuery query = { job_id, max_results, token, sort };
    g_autoptr (JsonParser) parser = json_parser_new ();
    g_autoptr (GError) error = NULL;
    g_autoptr (GBytes) body =
        endpoint_jobs_build_page (jobs, &query, &no_change, &error);
    JsonObject *page;
    JsonArray *list;

    g_assert_no_error (error);
    json_parser_load_from_data (parser, g_bytes_get_data (body, NULL),
        (gssize) g_bytes_get_size (body), &error);
    g_assert_no_error (error);
    page = json_node_get_object (json_parser_get_root (parser));
    g_assert_cmpstr (json_object_get_string_member (page, "JobId"), ==, job_id);
    list = json_object_get_array_member (page, "Celebrities");
    for (guint i = 0; i < json_array_get_length (list); i++) {
      JsonObject *item = json_array_get_object_element (list, i);

      g_string_append_printf (seen, "%s%" G_GINT64_FORMAT "%s",
          seen->len == 0 ? ""
              : i == 0   ? "|"
                         : " ",
          json_object_get_int_member (item, "Timestamp"),
          json_object_get_string_member (
              json_object_get_object_member (item, "Celebrity"), "Id"));
    }
    g_free (token);
    token = g_strdup (
        json_object_get_string_member_with_default (page, "NextToken", NULL));
  } while (token != NULL);
  return g_string_free (seen, FALSE);
}

static const struct {
  const char *name;
  const char *text;
  const char *job_id;
  const char *expected;
  const char *error;
} files[] = {
  { "one", PAGE_1, NULL, "0b 500a", NULL },
  { "a line each", PAGE_1 "\n" PAGE_2 "\n", NULL, BOTH_BY_TIME, NULL },
  { "one after another", PAGE_1 PAGE_2, NULL, BOTH_BY_TIME, NULL },
  { "array", " [" PAGE_1 ",\n" PAGE_2 "]", NULL, BOTH_BY_TIME, NULL },
  { "other name", PAGE_1 PAGE_2, "other", BOTH_BY_TIME, NULL },
  { "name given", "{\"Celebrities\":[" DETECTION (7, "x") "]}", "given", "7x",
      NULL },
  { "nobody", "{\"JobId\":\"j\",\"Celebrities\":null}", NULL, "", NULL },
  { "no name", PAGE_1 "{\"Celebrities\":[]}", NULL, NULL,
      "Response 2: has no JobId*" },
  { "no object", "[1]", NULL, NULL, "Response 1: not a JSON object" },
  { "no list", "{\"JobId\":\"j\",\"Celebrities\":7}", NULL, NULL,
      "Response 1: Celebrities is not*" },
  { "no list of objects", "{\"JobId\":\"j\",\"Celebrities\":[7]}", NULL, NULL,
      "Response 1: Celebrities is not*" },
  { "cut", "{\"JobId\":\"j\"", NULL, NULL, "*" },
  { "text before", "x" PAGE_1, NULL, NULL, "*" },
  { "text behind", PAGE_1 "x", NULL, NULL, "*" },
  { "empty", " \n", NULL, NULL, "It contains no response" },
};

static void
test_files (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (files); i++) {
    g_autoptr (EndpointJobs) jobs = endpoint_jobs_new (0);
    g_autoptr (GError) error = NULL;
    g_autofree char *seen = NULL;
    const char *job_id = files[i].job_id != NULL ? files[i].job_id : "j";
    gboolean read = endpoint_jobs_add_results (jobs, files[i].text,
        strlen (files[i].text), files[i].job_id, &error);

    g_test_message ("%s", files[i].name);
    g_assert_cmpint (read, ==, files[i].error == NULL);
    if (!read) {
      g_assert_true (g_pattern_match_simple (files[i].error, error->message));
      continue;
    }
    seen = read_all (jobs, job_id, 1000, ENDPOINT_SORT_TIMESTAMP);
    g_assert_cmpstr (seen, ==, files[i].expected);
  }
}

/* @expected: the served detections of job j; NULL: it is refused with
 * @error. */
typedef struct {
  const char *name;
  const char *text;
  const char *expected;
  const char *error;
} KindRow;

#define DONE "\"JobStatus\":\"SUCCEEDED\","
#define ONE "{" DONE "\"Celebrities\":[" DETECTION (7, "x") "]}"

/* Files in the formats that people have, with --job-id j. */
static const KindRow kind_rows[] = {
  { "no status", "{\"Celebrities\":[" DETECTION (7, "x") "]}", "7x", NULL },
  { "in object", "{\"a\":1,\"pages\":[" ONE "],\"copy\":" ONE "}", "7x", NULL },
  { "in array in array", "[[" ONE "]]", "7x", NULL },
  { "bare list", "[" DETECTION (7, "x") "," DETECTION (8, "y") "]", "7x 8y",
      NULL },
  { "camel case",
      "{\"jobStatus\":\"SUCCEEDED\",\"celebrities\":[{\"timestamp\":7,"
      "\"celebrity\":{\"id\":\"x\"}}]}",
      "7x", NULL },
  { "marks", "\xef\xbb\xbf" ONE "\n\xef\xbb\xbf" ONE, "7x 7x", NULL },
  { "page without list", "[" ONE ",{" DONE "\"JobTag\":\"t\"}]", "7x", NULL },
  { "image", "{\"CelebrityFaces\":[]}", NULL, "RecognizeCelebrities" },
  { "faces", "{" DONE "\"Faces\":[]}", NULL, "GetFaceDetection" },
  { "labels", "{\"Labels\":[]}", NULL, "GetLabelDetection" },
  { "persons", "{" DONE "\"Persons\":[]}", NULL, "GetPersonTracking" },
  { "second is other", ONE "{" DONE "\"Faces\":[]}", NULL,
      "Response 2: face detection" },
  { "start", "{\"JobId\":\"j\"}", NULL, "StartCelebrityRecognition" },
  { "any object", "{\"name\":\"x\"}", NULL, "not results of celebrity" },
  { "no object", "{}", NULL, "not results of celebrity" },
  { "no list", "{" DONE "\"JobId\":\"j\"}", NULL, "none of its responses has" },
  { "text", "j\tSUCCEEDED\nCELEBRITIES\t0\n", NULL, "--output text" },
  { "table", "-------\n|  GetCelebrityRecognition  |\n", NULL,
      "--output table" },
  { "yaml", "Celebrities: []\nJobStatus: SUCCEEDED\n", NULL, "--output yaml" },
  { "python", "{'Celebrities': [{'Celebrity': {'Name': \"O'Neil\"}}]}", NULL,
      "Python" },
  { "powershell", "Celebrities : {Amazon.Rekognition.Model.X}", NULL, ".NET" },
  { "html", "<!DOCTYPE html><html></html>", NULL, "an HTML page" },
  { "empty list", "[]", NULL, "It contains no response" },
  { "no last page",
      "{" DONE "\"NextToken\":\"t\",\"Celebrities\":[" DETECTION (7, "x") "]}",
      NULL, "its last response is missing: the last one available, after 1" },
  { "page twice", PAGE_1 PAGE_1, NULL, "Response 2: duplicate: an earlier" },
  { "two jobs",
      "{\"JobId\":\"a\",\"Celebrities\":[]}"
      "{\"JobId\":\"b\",\"Celebrities\":[]}",
      NULL, "Response 2: its JobId is not that of" },
  { "in progress", "{\"JobStatus\":\"IN_PROGRESS\"}", NULL,
      "its JobStatus is not SUCCEEDED" },
  { "failed", "{\"JobStatus\":\"FAILED\",\"Celebrities\":[]}", NULL,
      "its JobStatus is not SUCCEEDED" },
};

/* @served: (out): NULL if the file was refused, at the latest at the start */
static void
serve_bytes (GBytes *bytes, char **served, GError **error)
{
  g_autoptr (EndpointJobs) jobs = endpoint_jobs_new (0);

  *served = NULL;
  if (endpoint_jobs_add_results (jobs, g_bytes_get_data (bytes, NULL),
          g_bytes_get_size (bytes), "j", error) &&
      endpoint_jobs_check (jobs, error))
    *served = read_all (jobs, "j", 1000, ENDPOINT_SORT_TIMESTAMP);
}

static void
test_kinds (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (kind_rows); i++) {
    const KindRow *row = &kind_rows[i];
    g_autoptr (GBytes) bytes = g_bytes_new (row->text, strlen (row->text));
    g_autofree char *served = NULL;
    g_autoptr (GError) error = NULL;

    serve_bytes (bytes, &served, &error);
    g_test_message ("%s: %s", row->name,
        error != NULL ? error->message : served);
    g_assert_cmpstr (served, ==, row->expected);
    if (row->error != NULL)
      g_assert_nonnull (strstr (error->message, row->error));
  }
}

static void
append_member (GByteArray *file, const char *text)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));
  guint8 packed[1000];
  gsize n_read;
  gsize n_written;

  g_assert_cmpint (g_converter_convert (gzip, text, strlen (text), packed,
                       sizeof packed, G_CONVERTER_INPUT_AT_END, &n_read,
                       &n_written, NULL),
      ==, G_CONVERTER_FINISHED);
  g_byte_array_append (file, packed, (guint) n_written);
}

static void
test_encodings (void)
{
  g_autoptr (GByteArray) gzip = g_byte_array_new ();
  g_autoptr (GBytes) packed = NULL;
  g_autoptr (GBytes) cut = NULL;
  g_autoptr (GBytes) wide = NULL;
  g_autofree char *served = NULL;
  g_autofree char *none = NULL;
  g_autofree char *converted = NULL;
  g_autoptr (GError) error = NULL;
  gsize size;
  char *text = g_convert ("\xef\xbb\xbf" ONE, -1, "UTF-16LE", "UTF-8", NULL,
      &size, NULL);

  append_member (gzip, ONE);
  append_member (gzip, ONE);
  packed = g_byte_array_free_to_bytes (g_steal_pointer (&gzip));
  serve_bytes (packed, &served, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (served, ==, "7x 7x");

  wide = g_bytes_new_take (text, size);
  serve_bytes (wide, &converted, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (converted, ==, "7x");

  cut = g_bytes_new_from_bytes (packed, 0, g_bytes_get_size (packed) - 9);
  serve_bytes (cut, &none, &error);
  g_assert_null (none);
  g_assert_nonnull (strstr (error->message, "It is invalid gzip: "));
}

/* A NextToken is ignored if there are more detections than a page can have. */
static void
test_merged (void)
{
  static const guint counts[] = { 1000, 1001 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    GString *text = g_string_new ("{\"NextToken\":\"t\",\"Celebrities\":[");
    g_autoptr (GBytes) bytes = NULL;
    g_autofree char *served = NULL;
    g_autoptr (GError) error = NULL;

    for (guint n = 0; n < counts[i]; n++)
      g_string_append_printf (text,
          "%s{\"Timestamp\":%u,\"Celebrity\":{\"Id\":\"x\"}}", n > 0 ? "," : "",
          n);
    g_string_append (text, "]}");
    bytes = g_string_free_to_bytes (text);
    serve_bytes (bytes, &served, &error);
    g_assert_cmpint (served != NULL, ==, counts[i] > 1000);
  }
}

/* The pages of a job may be in several files. */
static void
test_several_files (void)
{
  g_autoptr (EndpointJobs) jobs = endpoint_jobs_new (0);
  g_autoptr (GError) error = NULL;

  g_assert_true (
      endpoint_jobs_add_results (jobs, PAGE_1, strlen (PAGE_1), NULL, NULL));
  g_assert_false (endpoint_jobs_check (jobs, &error));
  g_assert_nonnull (strstr (error->message, "Job j: its last response"));
  g_assert_true (
      endpoint_jobs_add_results (jobs, PAGE_2, strlen (PAGE_2), NULL, NULL));
  g_assert_true (endpoint_jobs_check (jobs, NULL));
}

static const struct {
  guint page_size;
  guint max_results;
  EndpointSort sort;
  const char *expected;
} pages[] = {
  { 0, 1000, ENDPOINT_SORT_TIMESTAMP, "0b 500a 500b 1000a" },
  { 0, 4, ENDPOINT_SORT_TIMESTAMP, "0b 500a 500b 1000a" },
  { 0, 3, ENDPOINT_SORT_TIMESTAMP, "0b 500a 500b|1000a" },
  { 0, 1, ENDPOINT_SORT_TIMESTAMP, "0b|500a|500b|1000a" },
  { 2, 1000, ENDPOINT_SORT_TIMESTAMP, "0b 500a|500b 1000a" },
  { 3, 2, ENDPOINT_SORT_TIMESTAMP, "0b 500a|500b 1000a" },
  { 0, 3, ENDPOINT_SORT_ID, "500a 1000a 0b|500b" },
};

static void
test_pages (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (pages); i++) {
    g_autoptr (EndpointJobs) jobs = endpoint_jobs_new (pages[i].page_size);
    g_autofree char *seen = NULL;

    g_assert_true (endpoint_jobs_add_results (jobs, PAGE_1 PAGE_2,
        strlen (PAGE_1 PAGE_2), NULL, NULL));
    seen = read_all (jobs, "j", pages[i].max_results, pages[i].sort);
    g_assert_cmpstr (seen, ==, pages[i].expected);
  }
}

static void
test_members (void)
{
  g_autoptr (EndpointJobs) jobs = endpoint_jobs_new (0);
  const EndpointQuery query = { "j", 1000, NULL, ENDPOINT_SORT_TIMESTAMP };
  g_autoptr (GBytes) body = NULL;
  g_autofree char *text = NULL;

  g_assert_true (
      endpoint_jobs_add_results (jobs, PAGE_1, strlen (PAGE_1), NULL, NULL));
  body = endpoint_jobs_build_page (jobs, &query, &no_change, NULL);
  text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  g_assert_cmpstr (text, ==,
      "{\"JobStatus\":\"SUCCEEDED\",\"VideoMetadata\":{\"FrameRate\":25.0},"
      "\"JobTag\":\"tag\",\"Celebrities\":[" DETECTION (0,
          "b") "," DETECTION (500, "a") "],\"JobId\":\"j\"}");
}

/* Ten detections: two samples with all four people, one with two of them. */
static void
test_synthetic (void)
{
  g_autoptr (EndpointJobs) jobs = endpoint_jobs_new (0);
  g_autofree char *by_time = NULL;
  g_autofree char *by_id = NULL;

  endpoint_jobs_add_synthetic (jobs, "s", ENDPOINT_SHAPE_SPARSE, 2, 5);
  by_time = read_all (jobs, "s", 1000, ENDPOINT_SORT_TIMESTAMP);
  by_id = read_all (jobs, "s", 1000, ENDPOINT_SORT_ID);
  g_assert_cmpstr (by_time, ==,
      "01Am0rE7 02bJ4okA 03LxMn9q 04toEl1a 5001Am0rE7|"
      "5002bJ4okA 5003LxMn9q 5004toEl1a 10011Am0rE7 10012bJ4okA");
  g_assert_cmpstr (by_id, ==,
      "01Am0rE7 5001Am0rE7 10011Am0rE7 02bJ4okA 5002bJ4okA|"
      "10012bJ4okA 03LxMn9q 5003LxMn9q 04toEl1a 5004toEl1a");
}

static char *
first_token (EndpointJobs *jobs, const EndpointQuery *query)
{
  g_autoptr (JsonParser) parser = json_parser_new ();
  g_autoptr (GBytes) body =
      endpoint_jobs_build_page (jobs, query, &no_change, NULL);

  g_assert_true (json_parser_load_from_data (parser,
      g_bytes_get_data (body, NULL), (gssize) g_bytes_get_size (body), NULL));
  return g_strdup (json_object_get_string_member (
      json_node_get_object (json_parser_get_root (parser)), "NextToken"));
}

static void
assert_page_error (EndpointJobs *jobs, const EndpointQuery *query,
    EndpointErrorCode code)
{
  g_autoptr (GError) error = NULL;

  g_assert_null (endpoint_jobs_build_page (jobs, query, &no_change, &error));
  g_assert_error (error, ENDPOINT_ERROR, (int) code);
}

static void
test_tokens (void)
{
  g_autoptr (EndpointJobs) jobs = endpoint_jobs_new (0);
  g_autoptr (EndpointJobs) others = endpoint_jobs_new (0);
  EndpointQuery query = { "a", 3, NULL, ENDPOINT_SORT_TIMESTAMP };
  g_autofree char *token = NULL;
  g_autofree char *again = NULL;
  g_autofree char *longer = NULL;
  g_autoptr (GBytes) body = NULL;

  endpoint_jobs_add_synthetic (jobs, "a", ENDPOINT_SHAPE_DENSE, 2, 5);
  endpoint_jobs_add_synthetic (jobs, "b", ENDPOINT_SHAPE_DENSE, 2, 5);
  endpoint_jobs_add_synthetic (others, "a", ENDPOINT_SHAPE_DENSE, 2, 5);
  token = first_token (jobs, &query);
  again = first_token (jobs, &query);
  longer = g_strconcat (token, "!", NULL);
  g_assert_cmpstr (token, !=, again);

  query.next_token = longer;
  assert_page_error (jobs, &query, ENDPOINT_ERROR_INVALID_PAGINATION_TOKEN);
  query.next_token = "";
  assert_page_error (jobs, &query, ENDPOINT_ERROR_INVALID_PAGINATION_TOKEN);
  query.next_token = token;
  assert_page_error (others, &query, ENDPOINT_ERROR_INVALID_PAGINATION_TOKEN);
  query.sort = ENDPOINT_SORT_ID;
  assert_page_error (jobs, &query, ENDPOINT_ERROR_INVALID_PAGINATION_TOKEN);
  query.sort = ENDPOINT_SORT_TIMESTAMP;
  query.job_id = "b";
  assert_page_error (jobs, &query, ENDPOINT_ERROR_INVALID_PAGINATION_TOKEN);
  query.job_id = "c";
  assert_page_error (jobs, &query, ENDPOINT_ERROR_RESOURCE_NOT_FOUND);
  query.job_id = "a";
  body = endpoint_jobs_build_page (jobs, &query, &no_change, NULL);
  g_assert_nonnull (body);
}

static const struct {
  const char *spec;
  guint64 first;
  guint64 last;
} ranges[] = {
  { "delay:7", 1, 9 },
  { "delay:7@1", 1, 1 },
  { "delay:7@3", 3, 3 },
  { "delay:7@3+1", 3, 3 },
  { "delay:7@3+2", 3, 4 },
  { "delay:7@3+", 3, 9 },
};

static void
test_fault_ranges (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ranges); i++) {
    g_autoptr (EndpointFaults) faults = endpoint_faults_new ();

    g_assert_true (endpoint_faults_add (faults, ranges[i].spec, NULL));
    for (guint64 request = 1; request <= 9; request++) {
      g_auto (EndpointEffects) effects = { 0 };
      gboolean wanted = request >= ranges[i].first && request <= ranges[i].last;

      endpoint_faults_apply (faults, request, &effects);
      g_assert_cmpuint (effects.delay_ms, ==, wanted ? 7 : 0);
    }
  }
}

static void
test_fault_arguments (void)
{
  g_autoptr (EndpointFaults) faults = endpoint_faults_new ();
  g_auto (EndpointEffects) effects = { 0 };

  g_assert_true (endpoint_faults_add (faults, "deny", NULL));
  g_assert_true (
      endpoint_faults_add (faults, "error:503:Some:text: more@2", NULL));
  g_assert_true (
      endpoint_faults_add (faults, "redirect:http://a@b/c@d@3", NULL));
  endpoint_faults_apply (faults, 2, &effects);
  g_assert_cmpuint (effects.status, ==, 503);
  g_assert_cmpstr (effects.error_type, ==, "Some");
  g_assert_cmpstr (effects.error_message, ==, "text: more");
  endpoint_effects_clear (&effects);
  endpoint_faults_apply (faults, 3, &effects);
  g_assert_cmpuint (effects.status, ==, 302);
  g_assert_null (effects.error_type);
  g_assert_cmpstr (effects.location, ==, "http://a@b/c@d");
  endpoint_effects_clear (&effects);
  endpoint_faults_apply (faults, 4, &effects);
  g_assert_cmpstr (effects.error_type, ==, "AccessDeniedException");
}

static void
test_bad_faults (void)
{
  static const char *const specs[] = { "", "unknown", "delay",
    "delay:", "delay:x", "delay:-1", "delay:1@0", "delay:1@", "delay:1@1+0",
    "delay:1@1+1+1", "deny:x", "hang:1", "error", "error:500",
    "error:500:", "error:200:X", "redirect", "status", "trickle:0", "html:x",
    "cut:x" };
  g_autoptr (EndpointFaults) faults = endpoint_faults_new ();

  for (guint i = 0; i < G_N_ELEMENTS (specs); i++) {
    g_autoptr (GError) error = NULL;

    g_test_message ("%s", specs[i]);
    g_assert_false (endpoint_faults_add (faults, specs[i], &error));
    g_assert_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/endpoint-jobs/files", test_files);
  g_test_add_func ("/endpoint-jobs/kinds", test_kinds);
  g_test_add_func ("/endpoint-jobs/encodings", test_encodings);
  g_test_add_func ("/endpoint-jobs/merged", test_merged);
  g_test_add_func ("/endpoint-jobs/several-files", test_several_files);
  g_test_add_func ("/endpoint-jobs/pages", test_pages);
  g_test_add_func ("/endpoint-jobs/members", test_members);
  g_test_add_func ("/endpoint-jobs/synthetic", test_synthetic);
  g_test_add_func ("/endpoint-jobs/tokens", test_tokens);
  g_test_add_func ("/endpoint-jobs/fault-ranges", test_fault_ranges);
  g_test_add_func ("/endpoint-jobs/fault-arguments", test_fault_arguments);
  g_test_add_func ("/endpoint-jobs/fault-bad", test_bad_faults);
  return g_test_run ();
}
