/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Results files as people have them: bytes of a file in, results or the text of
 * an error out. Nothing here depends on how the file is read. */

#include <gio/gio.h>
#include <string.h>

#include "rek-error.h"
#include "results/rek-results-file.h"
#include "support/common/temporary-folder.h"

#define MARK "\xef\xbb\xbf"
#define DETECTION(ms) \
  "{\"Timestamp\":" #ms ",\"Celebrity\":{\"Id\":\"a\",\"Name\":\"Ada\"}}"
#define STATUS "\"JobStatus\":\"SUCCEEDED\","
#define JOB(id) "\"JobId\":\"" id "\","
#define TOKEN(token) "\"NextToken\":\"" token "\","
#define LIST(detections) "\"Celebrities\":[" detections "]"

#define PAGE_1 "{" STATUS JOB ("j") TOKEN ("t") LIST (DETECTION (0)) "}"
#define PAGE_2 "{" STATUS JOB ("j") LIST (DETECTION (500)) "}"
#define PAGE_OF(id, token) \
  "{" STATUS JOB (id) \
  token LIST (DETECTION (0)) "}"
#define CAMEL \
  "{\"jobStatus\":\"SUCCEEDED\",\"jobId\":\"j\",\"videoMetadata\":{" \
  "\"frameWidth\":640},\"celebrities\":[{\"timestamp\":500,\"celebrity\":{" \
  "\"id\":\"a\",\"name\":\"Ada\",\"confidence\":97.5,\"boundingBox\":{" \
  "\"left\":0.1,\"top\":0.2,\"width\":0.3,\"height\":0.4},\"urls\":[\"u\"]," \
  "\"knownGender\":{\"type\":\"Female\"},\"face\":{\"boundingBox\":{" \
  "\"left\":0.15,\"top\":0.2,\"width\":0.1,\"height\":0.1}," \
  "\"ageRange\":{\"low\":3,\"high\":9}}}}]}"
#define OTHER(list) "{" STATUS "\"VideoMetadata\":{},\"" list "\":[{}]}"

#define WAY_OUT "a results-location that does not exist yet"
#define OUTPUT_JSON "--output json"

typedef enum {
  PLAIN,
  GZIP,
  GZIP_HALVES, /* two members, the second begins in the middle */
  GZIP_CUT,
  UTF16_LE,
  UTF16_BE,
  UTF16_BARE, /* without a byte order mark */
  UTF16_ODD, /* without its last byte */
  GZIP_UTF16,
} Form;

typedef struct {
  const char *name;
  Form form;
  const char *text;
  guint n_pages;
  guint n_detections;
} ReadRow;

static const ReadRow read_rows[] = {
  { "one", PLAIN, PAGE_2, 1, 1 },
  { "array", PLAIN, "[" PAGE_1 "," PAGE_2 "]", 2, 2 },
  { "array-of-arrays", PLAIN, "[[" PAGE_1 "],[" PAGE_2 "]]", 2, 2 },
  { "concatenated", PLAIN, PAGE_1 PAGE_2, 2, 2 },
  { "lines", PLAIN, PAGE_1 "\r\n" PAGE_2 "\r\n", 2, 2 },
  { "marks", PLAIN, MARK PAGE_1 "\n" MARK PAGE_2 "\n", 2, 2 },
  { "last-mark", PLAIN, PAGE_1 MARK PAGE_2 MARK "\n", 2, 2 },
  { "arrays", PLAIN, "[" PAGE_1 "]\n[" PAGE_2 "]", 2, 2 },
  { "pages-in-object", PLAIN,
      "{\"film\":\"x\",\"pages\":[" PAGE_1 "," PAGE_2 "],\"n\":2}", 2, 2 },
  { "object-of-pages", PLAIN, "{\"result\":" PAGE_2 "}", 1, 1 },
  { "first-member-counts", PLAIN,
      "{\"a\":[1,{}],\"b\":{\"pages\":[" PAGE_2 "]},\"c\":" PAGE_1 "}", 1, 1 },
  { "event", PLAIN,
      "{\"version\":\"0\",\"JobStatus\":\"DONE\",\"detail\":{\"a\":[{"
      "\"answer\":" PAGE_2 "}]}}",
      1, 1 },
  { "outermost-counts", PLAIN,
      "{\"Copy\":" PAGE_1 "," STATUS LIST (DETECTION (1) "," DETECTION (2)) "}",
      1, 2 },
  { "events-in-array", PLAIN, "[{\"body\":" PAGE_1 "},{\"body\":" PAGE_2 "}]",
      2, 2 },
  { "page-without-list", PLAIN,
      "{\"pages\":[" PAGE_2 ",{" STATUS "\"JobTag\":\"x\"}]}", 2, 1 },
  { "no-status", PLAIN, "{" LIST (DETECTION (0)) "}", 1, 1 },
  { "null-status", PLAIN, "{\"JobStatus\":null," LIST (DETECTION (0)) "}", 1,
      1 },
  { "nobody", PLAIN, "{" STATUS LIST ("") "}", 1, 0 },
  { "null-list", PLAIN, "{" STATUS "\"Celebrities\":null}", 1, 0 },
  { "list-twice", PLAIN,
      "{" STATUS LIST (DETECTION (0) "," DETECTION (1)) "," LIST (
          DETECTION (2)) "}",
      1, 1 },
  { "escaped-name", PLAIN, "{\"Celebrit\\u0069es\":[" DETECTION (0) "]}", 1,
      1 },
  { "bare-list", PLAIN, "[" DETECTION (0) "," DETECTION (500) "]", 1, 2 },
  { "bare-lists", PLAIN, "[" DETECTION (0) "]\n[" DETECTION (500) "]\n", 1, 2 },
  { "bare-lines", PLAIN, DETECTION (0) "\n" DETECTION (500) "\n", 1, 2 },
  { "bare-list-then-page", PLAIN, "[" DETECTION (0) "]" PAGE_2, 2, 2 },
  { "camel-case", PLAIN, CAMEL, 1, 1 },
  { "camel-case-bare", PLAIN,
      "[{\"timestamp\":0,\"celebrity\":{\"name\":\"Ada\"}}]", 1, 1 },
  { "camel-case-in-object", PLAIN, "{\"pages\":[" CAMEL "]}", 1, 1 },
  { "camel-case-outside", PLAIN,
      "{\"jobStatus\":\"SUCCEEDED\",\"celebrities\":[" DETECTION (0) "]}", 1,
      1 },
  { "both-cases", PLAIN,
      "{" STATUS "\"celebrities\":[]," LIST (
          DETECTION (0)) ",\"jobStatus\":\"FAILED\",\"celebrities\":[]}",
      1, 1 },
  { "escaped-camel-case", PLAIN,
      "{\"celebrities\":[{\"Timestamp\":0,\"\\u0063elebrity\":{\"Id\":\"a\"}}]"
      "}",
      1, 1 },
  { "gzip", GZIP, PAGE_1 "\n" PAGE_2, 2, 2 },
  { "gzip-members", GZIP_HALVES, PAGE_1 "\n" PAGE_2, 2, 2 },
  { "utf-16", UTF16_LE, PAGE_1 "\r\n" PAGE_2 "\r\n", 2, 2 },
  { "utf-16-marks", UTF16_LE, PAGE_1 "\n" MARK PAGE_2, 2, 2 },
  { "utf-16-big-endian", UTF16_BE, PAGE_2, 1, 1 },
  { "utf-16-without-mark", UTF16_BARE, PAGE_2, 1, 1 },
  { "gzip-utf-16", GZIP_UTF16, PAGE_2, 1, 1 },
  { "not-known-numbers", PLAIN,
      "{" STATUS "\"VideoMetadata\":{\"FrameRate\":\"NaN\",\"FrameWidth\":"
      "\"Infinity\"}," LIST (
          "{\"Timestamp\":0,\"Celebrity\":{\"Id\":\"a\",\"Confidence\":\"NaN\","
          "\"BoundingBox\":{\"Left\":\"-Infinity\"}}}") "}",
      1, 1 },
};

/* @job_id: (nullable): the expected job; @cause and @way_out: parts of the text
 */
typedef struct {
  const char *name;
  Form form;
  const char *text;
  const char *job_id;
  RekError code;
  const char *cause;
  const char *way_out;
} RefusedRow;

static const RefusedRow refused_rows[] = {
  /* From the service, but not results of a celebrity recognition job. */
  { "image", PLAIN, "{\"CelebrityFaces\":[],\"UnrecognizedFaces\":[]}", NULL,
      REK_ERROR_FILE_REFUSED, "RecognizeCelebrities, which is for images",
      "StartCelebrityRecognition" },
  { "images", PLAIN, "[{\"CelebrityFaces\":[]},{\"CelebrityFaces\":[]}]", NULL,
      REK_ERROR_FILE_REFUSED, "RecognizeCelebrities", "job-id" },
  { "faces", PLAIN, OTHER ("Faces"), NULL, REK_ERROR_FILE_REFUSED,
      "GetFaceDetection", WAY_OUT },
  { "faces-camel-case", PLAIN, "{\"jobStatus\":\"SUCCEEDED\",\"faces\":[]}",
      NULL, REK_ERROR_FILE_REFUSED, "GetFaceDetection", WAY_OUT },
  { "labels", PLAIN, OTHER ("Labels"), NULL, REK_ERROR_FILE_REFUSED,
      "GetLabelDetection", WAY_OUT },
  { "labels-image", PLAIN, "{\"Labels\":[],\"LabelModelVersion\":\"3.0\"}",
      NULL, REK_ERROR_FILE_REFUSED, "DetectLabels", WAY_OUT },
  { "persons", PLAIN, OTHER ("Persons"), NULL, REK_ERROR_FILE_REFUSED,
      "GetPersonTracking", WAY_OUT },
  { "moderation", PLAIN, OTHER ("ModerationLabels"), NULL,
      REK_ERROR_FILE_REFUSED, "GetContentModeration", WAY_OUT },
  { "text-detection", PLAIN, OTHER ("TextDetections"), NULL,
      REK_ERROR_FILE_REFUSED, "GetTextDetection", WAY_OUT },
  { "segments", PLAIN, OTHER ("Segments"), NULL, REK_ERROR_FILE_REFUSED,
      "GetSegmentDetection", WAY_OUT },
  { "second-page-of-other", PLAIN, PAGE_1 OTHER ("Faces"), NULL,
      REK_ERROR_FILE_REFUSED, "GetFaceDetection", WAY_OUT },
  { "other-in-object", PLAIN, "{\"pages\":[" OTHER ("Labels") "]}", NULL,
      REK_ERROR_FILE_REFUSED, "GetLabelDetection", WAY_OUT },
  { "start", PLAIN, "{\"JobId\":\"0123\"}", NULL, REK_ERROR_FILE_REFUSED,
      "the answer of StartCelebrityRecognition", "job-id" },
  { "start-python", PLAIN, "{\"JobId\":\"0123\",\"ResponseMetadata\":{}}", NULL,
      REK_ERROR_FILE_REFUSED, "the answer of StartCelebrityRecognition",
      "job-id" },
  { "notification", PLAIN,
      "{\"JobId\":\"0123\",\"Status\":\"SUCCEEDED\",\"API\":"
      "\"StartCelebrityRecognition\"}",
      NULL, REK_ERROR_FILE_REFUSED, "the notification that a job has ended",
      "job-id" },
  { "celebrity-info", PLAIN, "{\"Urls\":[],\"Name\":\"Ada\"}", NULL,
      REK_ERROR_FILE_REFUSED, "GetCelebrityInfo", WAY_OUT },
  { "service-error", PLAIN, "{\"__type\":\"x\",\"Message\":\"no\"}", NULL,
      REK_ERROR_FILE_REFUSED, "an error of the service", WAY_OUT },
  { "log", PLAIN,
      "{\"name\":\"Ada\",\"id\":\"a\",\"start\":0,\"samples\":3,"
      "\"max_confidence\":99,\"urls\":[]}",
      NULL, REK_ERROR_FILE_REFUSED, "a log that celebritylog wrote", WAY_OUT },
  { "frame-log", PLAIN,
      "{\"stream_time\":0.0,\"celebrities\":[]}\n"
      "{\"stream_time\":0.5,\"celebrities\":[{\"name\":\"Ada\"}]}",
      NULL, REK_ERROR_FILE_REFUSED, "a log that celebritylog wrote", WAY_OUT },
  { "no-page-has-a-list", PLAIN, "{" STATUS "\"JobId\":\"j\"}", NULL,
      REK_ERROR_FILE_BROKEN, "No page of the results has a list of celebrities",
      "" },
  { "other-json", PLAIN, "{\"name\":\"x\"}", NULL, REK_ERROR_FILE_REFUSED,
      "no results of a celebrity recognition job", WAY_OUT },
  { "second-is-other-json", PLAIN, PAGE_2 "{\"name\":\"x\"}", NULL,
      REK_ERROR_FILE_REFUSED, "value 2 in it", WAY_OUT },
  { "empty-object", PLAIN, "{}", NULL, REK_ERROR_FILE_REFUSED,
      "no results of a celebrity recognition job", WAY_OUT },
  { "too-deep", PLAIN, "{\"a\":{\"b\":{\"c\":[[" PAGE_2 "]]}}}", NULL,
      REK_ERROR_FILE_REFUSED, "no results of a celebrity recognition job",
      WAY_OUT },

  /* Printed by some program in another form than JSON. */
  { "text", PLAIN, "j\tSUCCEEDED\tAgAA\nCELEBRITIES\t0\nCELEBRITY\t99.0\ta\n",
      NULL, REK_ERROR_FILE_REFUSED, "\"--output text\"", OUTPUT_JSON },
  { "text-of-nobody", PLAIN, "SUCCEEDED\nVIDEOMETADATA\th264\t2000\n", NULL,
      REK_ERROR_FILE_REFUSED, "\"--output text\"", OUTPUT_JSON },
  { "text-of-a-status", PLAIN, "SUCCEEDED\n", NULL, REK_ERROR_FILE_REFUSED,
      "\"--output text\"", OUTPUT_JSON },
  { "text-utf-16", UTF16_LE, "j\tSUCCEEDED\r\nCELEBRITIES\t0\r\n", NULL,
      REK_ERROR_FILE_REFUSED, "\"--output text\"", OUTPUT_JSON },
  { "table", PLAIN,
      "-----------\n|  GetCelebrityRecognition  |\n+-----------+\n", NULL,
      REK_ERROR_FILE_REFUSED, "\"--output table\"", OUTPUT_JSON },
  { "yaml", PLAIN, "Celebrities:\n- Celebrity:\n    Id: a\nJobStatus: DONE\n",
      NULL, REK_ERROR_FILE_REFUSED, "\"--output yaml\"", OUTPUT_JSON },
  { "yaml-other-order", PLAIN, "JobId: j\nJobStatus: SUCCEEDED\n", NULL,
      REK_ERROR_FILE_REFUSED, "\"--output yaml\"", OUTPUT_JSON },
  { "yaml-stream", PLAIN, "- Celebrities:\n  - Celebrity:\n      Id: a\n", NULL,
      REK_ERROR_FILE_REFUSED, "\"--output yaml-stream\"", OUTPUT_JSON },
  { "python", PLAIN,
      "{'JobStatus': 'SUCCEEDED', 'Celebrities': [{'Timestamp': 0, "
      "'Celebrity': {'Name': \"Ada O'Neil\"}}]}",
      NULL, REK_ERROR_FILE_REFUSED, "Python", "json.dump" },
  { "python-pretty", PLAIN,
      "{'Celebrities': [{'Celebrity': {'Confidence': 99.0,\n   'Id': 'a'}}]}",
      NULL, REK_ERROR_FILE_REFUSED, "Python", "json.dump" },
  { "python-list", PLAIN, "[{'JobStatus': 'SUCCEEDED'}]", NULL,
      REK_ERROR_FILE_REFUSED, "Python", "json.dump" },
  { "python-bytes", PLAIN, "b'" PAGE_2 "'", NULL, REK_ERROR_FILE_REFUSED,
      "Python", "bytes themselves" },
  { "javascript", PLAIN, "{\n  '$metadata': { httpStatusCode: 200 },\n", NULL,
      REK_ERROR_FILE_REFUSED, "JavaScript", "JSON.stringify" },
  { "powershell", PLAIN,
      "\r\nCelebrities : {Amazon.Rekognition.Model.CelebrityRecognition}\r\n",
      NULL, REK_ERROR_FILE_REFUSED, ".NET", WAY_OUT },
  { "powershell-not-deep", PLAIN,
      "{\"Celebrities\":[{\"Celebrity\":"
      "\"Amazon.Rekognition.Model.CelebrityDetail\",\"Timestamp\":0}]}",
      NULL, REK_ERROR_FILE_REFUSED, ".NET", WAY_OUT },
  { "dotnet", PLAIN,
      "{\"Celebrities\":[" DETECTION (
          0) "],\"JobStatus\":{\"Value\":\"SUCCEEDED\"}}",
      NULL, REK_ERROR_FILE_BROKEN, "as .NET writes it", "" },
  { "html", PLAIN, "<!DOCTYPE html>\n<html><body>Sign in</body></html>", NULL,
      REK_ERROR_FILE_REFUSED, "an HTML page", WAY_OUT },
  { "html-without-type", PLAIN, "\n <HTML><body></body></HTML>", NULL,
      REK_ERROR_FILE_REFUSED, "an HTML page", WAY_OUT },
  { "xml", PLAIN, "<?xml version=\"1.0\"?><Error/>", NULL,
      REK_ERROR_FILE_REFUSED, "XML", WAY_OUT },
  { "cli-error", PLAIN, "\nAn error occurred (AccessDeniedException) when",
      NULL, REK_ERROR_FILE_REFUSED, "an error of the AWS CLI", WAY_OUT },
  { "no-json", PLAIN, "film", NULL, REK_ERROR_FILE_BROKEN, "at byte 1", "" },

  /* Empty. */
  { "empty", PLAIN, "", NULL, REK_ERROR_FILE_EMPTY, "is empty", "" },
  { "space", PLAIN, " \r\n", NULL, REK_ERROR_FILE_REFUSED, "is empty",
      WAY_OUT },
  { "mark-alone", UTF16_LE, "", NULL, REK_ERROR_FILE_REFUSED, "is empty",
      WAY_OUT },
  { "empty-gzip", GZIP, "", NULL, REK_ERROR_FILE_REFUSED, "is empty", WAY_OUT },
  { "empty-list", PLAIN, "[]", NULL, REK_ERROR_FILE_REFUSED,
      "holds an empty list", WAY_OUT },
  { "empty-list-in-list", PLAIN, "[[]]", NULL, REK_ERROR_FILE_REFUSED,
      "no results of a celebrity recognition job", WAY_OUT },

  /* Truncated. */
  { "cut", PLAIN, "{\"JobStatus\":\"SUCC", NULL, REK_ERROR_FILE_BROKEN,
      "cut off (after byte 18)", "" },
  { "cut-in-array", PLAIN, "[" PAGE_2 ",", NULL, REK_ERROR_FILE_BROKEN,
      "cut off", "" },
  { "cut-gzip", GZIP_CUT, PAGE_2, NULL, REK_ERROR_FILE_BROKEN,
      "decompressed, can't be used: it is cut off: its compressed data", "" },
  { "cut-in-gzip", GZIP, "{\"a", NULL, REK_ERROR_FILE_BROKEN,
      "decompressed, can't be used: it is cut off (after byte 3)", "" },
  { "cut-in-utf-16", UTF16_LE, "{\"a", NULL, REK_ERROR_FILE_BROKEN,
      "converted from UTF-16, can't be used: it is cut off (after byte 6)",
      "" },
  { "cut-utf-16", UTF16_ODD, PAGE_2, NULL, REK_ERROR_FILE_BROKEN,
      "in the middle of a character of UTF-16", "" },
  { "bad-in-gzip-utf-16", GZIP_UTF16, "{\"a\":1}x", NULL,
      REK_ERROR_FILE_REFUSED,
      "decompressed and converted from UTF-16, can't be used", "" },
  { "not-gzip", PLAIN, "\x1f\x8b\x08garbage garbage garbage", NULL,
      REK_ERROR_FILE_BROKEN, "can't be unpacked", "" },
  { "not-json-around", PLAIN, "{\"pages\":[" PAGE_2 "],\"n\":02}", NULL,
      REK_ERROR_FILE_BROKEN, "Value 1 in it is broken: not JSON", "" },
  { "not-json-inside", PLAIN, PAGE_1 "{\"Celebrities\":[+]}", NULL,
      REK_ERROR_FILE_BROKEN, "Page 2 of the results is broken: not JSON", "" },
  { "bad-number", PLAIN, "{\"Celebrities\":[{\"Timestamp\":\"nan\"}]}", NULL,
      REK_ERROR_FILE_BROKEN, "Timestamp is a string where an integer belongs",
      "" },
  { "no-last-page", PLAIN, PAGE_1, NULL, REK_ERROR_FILE_REFUSED,
      "its last page is missing: page 1, the last one in it, has a NextToken, "
      "so that more follow (detections so far: 1)",
      "--next-token" },
  { "no-last-page-of-two", PLAIN,
      "{\"pages\":[" PAGE_1 "," PAGE_OF ("j", TOKEN ("u")) "]}", NULL,
      REK_ERROR_FILE_REFUSED, "page 2, the last one", WAY_OUT },
  { "camel-case-no-last-page", PLAIN,
      "{\"celebrities\":[],\"nextToken\":\"t\"}", NULL, REK_ERROR_FILE_REFUSED,
      "its last page is missing", WAY_OUT },

  /* Not one job that succeeded. */
  { "two-jobs", PLAIN, PAGE_1 PAGE_OF ("k", ""), NULL, REK_ERROR_FILE_REFUSED,
      "pages of different jobs: page 2 is of job \"k\"", "one file per job" },
  { "page-twice", PLAIN, PAGE_1 PAGE_1 PAGE_2, NULL, REK_ERROR_FILE_REFUSED,
      "page 2 has the same NextToken as page 1", "Remove one" },
  { "all-twice", PLAIN, PAGE_1 PAGE_2 PAGE_1 PAGE_2, NULL,
      REK_ERROR_FILE_REFUSED, "page 3 has the same NextToken as page 1", "" },
  { "in-progress", PLAIN, "{\"JobStatus\":\"IN_PROGRESS\"}", NULL,
      REK_ERROR_FILE_REFUSED, "still in progress", "Wait until" },
  { "in-progress-with-list", PLAIN,
      "{\"JobStatus\":\"IN_PROGRESS\",\"Celebrities\":[]}", NULL,
      REK_ERROR_FILE_REFUSED, "still in progress", "" },
  { "failed", PLAIN, "{\"JobStatus\":\"FAILED\",\"StatusMessage\":\"Codec\"}",
      NULL, REK_ERROR_JOB_FAILED, "its job failed: Codec", "" },
  { "failed-later", PLAIN, PAGE_1 "{\"JobStatus\":\"FAILED\"}", NULL,
      REK_ERROR_JOB_FAILED, "no reason given", "" },
  { "other-status", PLAIN, "{\"JobStatus\":\"DONE\",\"Celebrities\":[]}", NULL,
      REK_ERROR_FILE_REFUSED, "page 1 has a JobStatus that is not", WAY_OUT },
  /* Pages after the first one are ignored. */
  { "other-job", PLAIN, PAGE_1 "{\"Celebrities\":7}garbage", "k",
      REK_ERROR_OTHER_JOB, "it holds job \"j\", not \"k\"", "" },
  { "other-job-in-progress", PLAIN,
      "{\"JobStatus\":\"IN_PROGRESS\",\"JobId\":\"j\"}", "k",
      REK_ERROR_OTHER_JOB, "it holds job \"j\"", "" },
  /* The first error in the file is reported. */
  { "first-error-counts", PLAIN, PAGE_1 "{\"Celebrities\":7}garbage", NULL,
      REK_ERROR_FILE_BROKEN, "Page 2 of the results is broken: Celebrities",
      "" },
};

static GBytes *
convert (GBytes *bytes, GConverter *converter)
{
  g_autoptr (GError) error = NULL;
  g_autoptr (GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr (GOutputStream) stream =
      g_converter_output_stream_new (memory, converter);

  g_output_stream_write_all (stream, g_bytes_get_data (bytes, NULL),
      g_bytes_get_size (bytes), NULL, NULL, &error);
  g_assert_no_error (error);
  g_output_stream_close (stream, NULL, &error);
  g_assert_no_error (error);
  return g_memory_output_stream_steal_as_bytes (
      G_MEMORY_OUTPUT_STREAM (memory));
}

static GBytes *
compress (GBytes *bytes)
{
  g_autoptr (GConverter) gzip =
      G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, -1));

  return convert (bytes, gzip);
}

static GBytes *
compress_halves (GBytes *bytes)
{
  gsize size = g_bytes_get_size (bytes);
  g_autoptr (GBytes) start = g_bytes_new_from_bytes (bytes, 0, size / 2);
  g_autoptr (GBytes) end =
      g_bytes_new_from_bytes (bytes, size / 2, size - size / 2);
  g_autoptr (GBytes) first = compress (start);
  g_autoptr (GBytes) second = compress (end);
  GByteArray *both = g_byte_array_new ();

  g_byte_array_append (both, g_bytes_get_data (first, NULL),
      (guint) g_bytes_get_size (first));
  g_byte_array_append (both, g_bytes_get_data (second, NULL),
      (guint) g_bytes_get_size (second));
  return g_byte_array_free_to_bytes (both);
}

static GBytes *
cut (GBytes *bytes, gsize n)
{
  return g_bytes_new_from_bytes (bytes, 0, g_bytes_get_size (bytes) - n);
}

static GBytes *
encode (const char *text, const char *charset, gboolean with_mark)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *marked = g_strconcat (with_mark ? MARK : "", text, NULL);
  gsize size;
  char *encoded = g_convert (marked, -1, charset, "UTF-8", NULL, &size, &error);

  g_assert_no_error (error);
  return g_bytes_new_take (encoded, size);
}

static GBytes *
build (const char *text, Form form)
{
  g_autoptr (GBytes) plain = g_bytes_new (text, strlen (text));
  g_autoptr (GBytes) utf16 =
      encode (g_utf8_validate (text, -1, NULL) ? text : "", "UTF-16LE", TRUE);
  g_autoptr (GBytes) gzip = compress (plain);

  switch (form) {
    case GZIP:
      return g_steal_pointer (&gzip);
    case GZIP_HALVES:
      return compress_halves (plain);
    case GZIP_CUT:
      return cut (gzip, 9);
    case UTF16_LE:
      return g_steal_pointer (&utf16);
    case UTF16_BE:
      return encode (text, "UTF-16BE", TRUE);
    case UTF16_BARE:
      return encode (text, "UTF-16LE", FALSE);
    case UTF16_ODD:
      return cut (utf16, 1);
    case GZIP_UTF16:
      return compress (utf16);
    case PLAIN:
    default:
      return g_steal_pointer (&plain);
  }
}

static char *
write_bytes (const TemporaryFolder *folder, GBytes *bytes)
{
  char *filename = temporary_folder_get_path (folder, "results");
  g_autoptr (GError) error = NULL;

  g_file_set_contents (filename, g_bytes_get_data (bytes, NULL),
      (gssize) g_bytes_get_size (bytes), &error);
  g_assert_no_error (error);
  return filename;
}

static RekResults *
read_bytes (GBytes *bytes, const char *job_id, GError **error)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = write_bytes (folder, bytes);
  guint64 n_bytes;

  return rek_results_file_read (filename, job_id, NULL, NULL, NULL, &n_bytes,
      error);
}

static void
test_read (gconstpointer data)
{
  const ReadRow *row = data;
  g_autoptr (GBytes) bytes = build (row->text, row->form);
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = read_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (results->info.status, ==, REK_JOB_STATUS_SUCCEEDED);
  g_assert_cmpstr (results->info.status_text, ==, "SUCCEEDED");
  g_assert_cmpuint (results->n_pages, ==, row->n_pages);
  g_assert_cmpuint (results->detections->len, ==, row->n_detections);
  g_assert_cmpuint (results->n_skipped, ==, 0);
}

static void
test_refused (gconstpointer data)
{
  const RefusedRow *row = data;
  g_autoptr (GBytes) bytes = build (row->text, row->form);
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = read_bytes (bytes, row->job_id, &error);

  g_assert_null (results);
  g_test_message ("%s", error->message);
  g_assert_error (error, REK_ERROR, (gint) row->code);
  g_assert_nonnull (strstr (error->message, row->cause));
  g_assert_nonnull (strstr (error->message, row->way_out));
}

static void
test_camel_case (void)
{
  g_autoptr (GBytes) bytes = build (CAMEL, PLAIN);
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = read_bytes (bytes, "j", &error);
  const RekDetection *detection;

  g_assert_no_error (error);
  g_assert_cmpstr (results->info.job_id, ==, "j");
  g_assert_cmpuint (results->info.video.frame_width, ==, 640);
  detection = g_ptr_array_index (results->detections, 0);
  g_assert_cmpint (detection->timestamp_ms, ==, 500);
  g_assert_cmpfloat (detection->confidence, ==, 97.5);
  g_assert_cmpfloat (detection->face.left, ==, 0.15);
  g_assert_cmpfloat (detection->body->height, ==, 0.4);
  g_assert_cmpstr (detection->person->name, ==, "Ada");
  g_assert_cmpstr (detection->person->known_gender, ==, "Female");
  g_assert_cmpstr (detection->person->urls[0], ==, "u");
  g_assert_cmpstr (detection->attributes->attributes[0].name, ==, "age-range");
}

static void
append_detections (GString *text, guint n)
{
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text,
        "%s{\"Timestamp\":%u,\"Celebrity\":{\"Id\":\"a\"}}", i > 0 ? "," : "",
        i);
}

/* Only an object longer than any page can be was merged from pages. */
static void
test_merged (void)
{
  static const guint counts[] = { 1000, 1001 };

  for (guint i = 0; i < G_N_ELEMENTS (counts); i++) {
    g_autoptr (GString) text = g_string_new ("{" STATUS "\"Celebrities\":[");
    g_autoptr (GBytes) bytes = NULL;
    g_autoptr (GError) error = NULL;
    g_autoptr (RekResults) results = NULL;

    append_detections (text, counts[i]);
    g_string_append (text, "],\"NextToken\":\"left\"}");
    bytes = build (text->str, PLAIN);
    results = read_bytes (bytes, NULL, &error);
    if (counts[i] > 1000) {
      g_assert_no_error (error);
      g_assert_cmpuint (results->detections->len, ==, counts[i]);
    } else {
      g_assert_error (error, REK_ERROR, REK_ERROR_FILE_REFUSED);
      g_assert_nonnull (strstr (error->message, "detections so far: 1000"));
    }
  }
}

/* More than fit on one page. */
static void
test_long_bare_list (void)
{
  g_autoptr (GString) text = g_string_new ("[");
  g_autoptr (GBytes) bytes = NULL;
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = NULL;

  append_detections (text, 2500);
  g_string_append (text, "]\n");
  bytes = build (text->str, GZIP_HALVES);
  results = read_bytes (bytes, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->detections->len, ==, 2500);
  for (guint i = 0; i < 2500; i++) {
    const RekDetection *detection = g_ptr_array_index (results->detections, i);

    g_assert_cmpint (detection->timestamp_ms, ==, i);
  }
}

static void
test_nobody_named (void)
{
  g_autoptr (GBytes) bytes = build (
      "{" LIST (DETECTION (
          0) ",{\"Timestamp\":1,\"Celebrity\":{\"Confidence\":9}},"
             "{\"Timestamp\":2,\"Celebrity\":{\"Id\":\"\",\"Name\":\"\"}},"
             "{\"Timestamp\":3},{\"Timestamp\":\"NaN\",\"Celebrity\":{\"Id\":\"a\"}"
             "}") "}",
      PLAIN);
  g_autoptr (GError) error = NULL;
  g_autoptr (RekResults) results = read_bytes (bytes, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (results->detections->len, ==, 1);
  g_assert_cmpuint (results->n_skipped, ==, 4);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (gsize i = 0; i < G_N_ELEMENTS (read_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/rek-results-kinds/read/", read_rows[i].name, NULL);

    g_test_add_data_func (path, &read_rows[i], test_read);
  }
  for (gsize i = 0; i < G_N_ELEMENTS (refused_rows); i++) {
    g_autofree char *path =
        g_strconcat ("/rek-results-kinds/refused/", refused_rows[i].name, NULL);

    g_test_add_data_func (path, &refused_rows[i], test_refused);
  }
  g_test_add_func ("/rek-results-kinds/camel-case", test_camel_case);
  g_test_add_func ("/rek-results-kinds/merged", test_merged);
  g_test_add_func ("/rek-results-kinds/long-bare-list", test_long_bare_list);
  g_test_add_func ("/rek-results-kinds/nobody-named", test_nobody_named);
  return g_test_run ();
}
