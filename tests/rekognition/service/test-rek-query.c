/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "rek-error.h"
#include "page/rek-json-check.h"
#include "service/rek-query.h"

#include <string.h>

#define LETTERS_64 \
  "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_"

static const struct {
  const char *job_id;
  guint max_results;
  RekSortBy sort_by;
  const char *next_token;
  const char *body;
} accepted[] = {
  { "job-1", 1000, REK_SORT_BY_TIMESTAMP, NULL,
      "{\"JobId\":\"job-1\",\"MaxResults\":1000,\"SortBy\":\"TIMESTAMP\"}" },
  { "J", 1, REK_SORT_BY_ID, NULL,
      "{\"JobId\":\"J\",\"MaxResults\":1,\"SortBy\":\"ID\"}" },
  { LETTERS_64, 20, REK_SORT_BY_TIMESTAMP, "a+b/c==",
      "{\"JobId\":\"" LETTERS_64 "\",\"MaxResults\":20,"
      "\"NextToken\":\"a+b/c==\",\"SortBy\":\"TIMESTAMP\"}" },
  { "j", 5, REK_SORT_BY_ID, "\"\\\n\x1f/é😀",
      "{\"JobId\":\"j\",\"MaxResults\":5,"
      "\"NextToken\":\"\\\"\\\\\\u000a\\u001f/é😀\",\"SortBy\":\"ID\"}" },
};

static void
test_accepted (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (accepted); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (RekQuery) query = rek_query_new (accepted[i].job_id,
        accepted[i].max_results, accepted[i].sort_by, &error);
    g_autoptr (GBytes) body = NULL;
    gsize size;
    const char *text;

    g_assert_no_error (error);
    g_assert_cmpstr (rek_query_get_job_id (query), ==, accepted[i].job_id);
    body = rek_query_build_body (query, accepted[i].next_token);
    text = g_bytes_get_data (body, &size);
    g_assert_cmpmem (text, size, accepted[i].body, strlen (accepted[i].body));
    g_assert_true (rek_json_check (text, size, NULL));
  }
}

#define NOT_VALID \
  "\" is not valid: it must be 1 to 64 letters, digits, \"-\" or \"_\""

static const struct {
  const char *job_id;
  guint max_results;
  const char *message;
} refused[] = {
  { NULL, 1000, "job-id is not set" },
  { "", 1000, "job-id is empty: an unset shell variable?" },
  { "a b", 1000, "job-id \"a b" NOT_VALID },
  { "é", 1000, "job-id \"é" NOT_VALID },
  { "a\"}", 1000, "job-id \"a\"}" NOT_VALID },
  { LETTERS_64 "x", 1000, "job-id \"" LETTERS_64 "x" NOT_VALID },
  { LETTERS_64 "xyz", 1000, "job-id \"" LETTERS_64 "x…" NOT_VALID },
  { "a\xff", 1000, "job-id \"a\xef\xbf\xbd" NOT_VALID },
  { "a", 0, "max-results 0 is not between 1 and 1000" },
  { "a", 1001, "max-results 1001 is not between 1 and 1000" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused); i++) {
    g_autoptr (GError) error = NULL;

    g_assert_null (rek_query_new (refused[i].job_id, refused[i].max_results,
        REK_SORT_BY_TIMESTAMP, &error));
    g_assert_error (error, REK_ERROR, REK_ERROR_SETTINGS);
    g_assert_cmpstr (error->message, ==, refused[i].message);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/rek-query/accepted", test_accepted);
  g_test_add_func ("/rek-query/refused", test_refused);
  return g_test_run ();
}
