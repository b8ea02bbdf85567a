/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-error.h"
#include "page/rek-page-pipeline.h"

#include <string.h>

#define N_PAGES 40
#define MANY 400
#define JOB "job-1"

/* Receives the reports of pages. */
typedef struct {
  guint n_pages;
  guint n_detections;
  RekParser *cancels;
} Told;

/* Pages of one and of thousands of detections alternate, so that a later page
 * is parsed before an earlier one. */
static guint
count_detections (guint page)
{
  return page % 2 == 0 ? MANY : 1;
}

static char *
name_token (guint page)
{
  return page + 1 < N_PAGES ? g_strdup_printf ("t%u", page) : NULL;
}

static GBytes *
build_page (guint page, const char *status)
{
  g_autofree char *token = name_token (page);
  GString *text = g_string_new (NULL);

  g_string_printf (text, "{\"JobStatus\":\"%s\",\"JobTag\":\"tag-%u\",", status,
      page);
  if (token != NULL)
    g_string_append_printf (text, "\"NextToken\":\"%s\",", token);
  g_string_append (text, "\"Celebrities\":[");
  for (guint i = 0; i < count_detections (page); i++)
    g_string_append_printf (text,
        "%s{\"Timestamp\":%u,\"Celebrity\":{\"Id\":\"%u\"}}", i > 0 ? "," : "",
        page * MANY + i, i % 100);
  g_string_append (text, "]}");
  return g_string_free_to_bytes (text);
}

static void
on_page (guint n_pages, guint n_detections, gpointer user_data)
{
  Told *told = user_data;

  /* In order, whichever is parsed first. */
  g_assert_cmpuint (n_pages, ==, told->n_pages + 1);
  told->n_pages = n_pages;
  told->n_detections = n_detections;
}

/* Pushes pages up to the last one or until no more are needed; page @odd is
 * @body. */
static void
push_pages (RekParser *parser, guint odd, GBytes *body)
{
  gboolean more = TRUE;

  for (guint i = 0; i < N_PAGES && more; i++) {
    g_autofree char *token = name_token (i);
    g_autoptr (GBytes) page =
        i == odd ? g_bytes_ref (body) : build_page (i, "SUCCEEDED");

    more = rek_parser_push (parser, page, token);
  }
}

static void
test_order (void)
{
  Told told = { 0, 0, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RekParser) parser = rek_parser_new (JOB, on_page, &told, &error);
  g_autoptr (RekResults) results = NULL;
  guint at = 0;

  g_assert_no_error (error);
  push_pages (parser, N_PAGES, NULL);
  results = rek_parser_finish (parser, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->n_pages, ==, N_PAGES);
  g_assert_cmpuint (results->n_people, ==, 100);
  g_assert_cmpstr (results->info.job_tag, ==, "tag-0");
  for (guint page = 0; page < N_PAGES; page++) {
    for (guint i = 0; i < count_detections (page); i++) {
      const RekDetection *detection =
          g_ptr_array_index (results->detections, at++);

      g_assert_cmpint (detection->timestamp_ms, ==, page * MANY + i);
    }
  }
  g_assert_cmpuint (results->detections->len, ==, at);
  g_assert_cmpuint (told.n_pages, ==, N_PAGES);
  g_assert_cmpuint (told.n_detections, ==, at);
}

/* The first broken page is reported, and none after it. */
static void
test_broken (void)
{
  for (guint odd = 0; odd < N_PAGES; odd += 13) {
    Told told = { 0, 0, NULL };
    g_autoptr (GBytes) body = g_bytes_new_static ("[]", 2);
    g_autoptr (GError) error = NULL;
    g_autoptr (RekParser) parser = rek_parser_new (JOB, on_page, &told, NULL);
    g_autofree char *message = g_strdup_printf (
        "Page %u of the results is broken: the outermost value is an array "
        "where an object belongs",
        odd + 1);

    push_pages (parser, odd, body);
    g_assert_null (rek_parser_finish (parser, &error));
    g_assert_error (error, REK_ERROR, REK_ERROR_INVALID);
    g_assert_cmpstr (error->message, ==, message);
    g_assert_cmpuint (told.n_pages, ==, odd);
  }
}

static void
test_other_token (void)
{
  g_autoptr (GBytes) body = build_page (N_PAGES, "SUCCEEDED");
  g_autoptr (GError) error = NULL;
  g_autoptr (RekParser) parser = rek_parser_new (JOB, NULL, NULL, NULL);

  push_pages (parser, 3, body);
  g_assert_null (rek_parser_finish (parser, &error));
  g_assert_error (error, REK_ERROR, REK_ERROR_INVALID);
  g_assert_cmpstr (error->message, ==,
      "Page 4 of the results is broken: Its NextToken can't be told for "
      "certain");
}

static void
test_not_succeeded (void)
{
  Told told = { 0, 0, NULL };
  g_autoptr (GBytes) body = build_page (5, "FAILED");
  g_autoptr (GError) error = NULL;
  g_autoptr (RekParser) parser = rek_parser_new (JOB, on_page, &told, NULL);
  g_autoptr (RekResults) results = NULL;

  push_pages (parser, 5, body);
  g_assert_false (rek_parser_push (parser, body, NULL));
  results = rek_parser_finish (parser, &error);
  g_assert_no_error (error);
  g_assert_cmpint (results->info.status, ==, REK_JOB_STATUS_FAILED);
  g_assert_cmpstr (results->info.job_tag, ==, "tag-5");
  g_assert_cmpuint (told.n_pages, ==, 5);
}

static void
cancel_at_page (guint n_pages, guint n_detections G_GNUC_UNUSED,
    gpointer user_data)
{
  Told *told = user_data;

  g_atomic_int_set ((gint *) &told->n_pages, (gint) n_pages);
}

static gpointer
cancel_after_some (gpointer data)
{
  Told *told = data;

  while (g_atomic_int_get ((gint *) &told->n_pages) < 5)
    g_thread_yield ();
  rek_parser_cancel (told->cancels);
  return NULL;
}

/* Neither push nor finish keeps waiting. */
static void
test_cancel (void)
{
  Told told = { 0, 0, NULL };
  g_autoptr (GError) error = NULL;
  g_autoptr (RekParser) parser =
      rek_parser_new (JOB, cancel_at_page, &told, NULL);
  GThread *thread;

  told.cancels = parser;
  thread = g_thread_new ("cancel", cancel_after_some, &told);
  push_pages (parser, N_PAGES, NULL);
  g_thread_join (thread);
  g_assert_null (rek_parser_finish (parser, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
cancel_when_told (guint n_pages, guint n_detections, gpointer user_data)
{
  Told *told = user_data;

  told->n_pages = n_pages;
  told->n_detections = n_detections;
  rek_parser_cancel (told->cancels);
}

/* The callback may call the parser: no lock is held. */
static void
test_cancel_when_told (void)
{
  Told told = { 0, 0, NULL };
  g_autoptr (GBytes) page = build_page (0, "SUCCEEDED");
  g_autoptr (GError) error = NULL;
  g_autoptr (RekParser) parser =
      rek_parser_new (JOB, cancel_when_told, &told, NULL);

  told.cancels = parser;
  g_assert_true (rek_parser_push (parser, page, "t0"));
  g_assert_null (rek_parser_finish (parser, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Pushes @count pages without detections. Returns whether more are needed. */
static gboolean
push_empty (RekParser *parser, guint count)
{
  static const char text[] = "{\"JobStatus\":\"SUCCEEDED\"}";
  g_autoptr (GBytes) page = g_bytes_new_static (text, strlen (text));
  gboolean more = TRUE;

  for (guint i = 0; i < count && more; i++)
    more = rek_parser_push (parser, page, NULL);
  return more;
}

/* Only consecutive empty pages count. */
static void
test_empty_pages (void)
{
  g_autoptr (GBytes) page = build_page (N_PAGES - 1, "SUCCEEDED");
  g_autoptr (RekParser) parser = rek_parser_new (JOB, NULL, NULL, NULL);
  g_autoptr (RekParser) endless = rek_parser_new (JOB, NULL, NULL, NULL);
  g_autoptr (RekResults) results = NULL;
  g_autoptr (GError) error = NULL;

  for (guint i = 0; i < 2; i++) {
    g_assert_true (push_empty (parser, REK_PARSER_MAX_EMPTY_PAGES - 1));
    g_assert_true (rek_parser_push (parser, page, NULL));
  }
  results = rek_parser_finish (parser, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (results->n_pages, ==, 2 * REK_PARSER_MAX_EMPTY_PAGES);

  push_empty (endless, REK_PARSER_MAX_EMPTY_PAGES);
  g_assert_null (rek_parser_finish (endless, &error));
  g_assert_error (error, REK_ERROR, REK_ERROR_LOOP);
}

/* Freed with pages waiting and being parsed. */
static void
test_free (void)
{
  for (guint i = 0; i < N_PAGES; i++) {
    g_autoptr (GBytes) page = build_page (0, "SUCCEEDED");
    RekParser *parser = rek_parser_new (JOB, NULL, NULL, NULL);

    for (guint k = 0; k < i % 5; k++)
      g_assert_true (rek_parser_push (parser, page, "t0"));
    rek_parser_free (parser);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rek-page-pipeline/order", test_order);
  g_test_add_func ("/rek-page-pipeline/broken", test_broken);
  g_test_add_func ("/rek-page-pipeline/other-token", test_other_token);
  g_test_add_func ("/rek-page-pipeline/not-succeeded", test_not_succeeded);
  g_test_add_func ("/rek-page-pipeline/cancel", test_cancel);
  g_test_add_func ("/rek-page-pipeline/cancel-when-told",
      test_cancel_when_told);
  g_test_add_func ("/rek-page-pipeline/empty-pages", test_empty_pages);
  g_test_add_func ("/rek-page-pipeline/free", test_free);
  return g_test_run ();
}
