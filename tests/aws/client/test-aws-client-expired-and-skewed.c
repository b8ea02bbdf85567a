/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* What the client repairs itself: expired credentials, a wrong clock. */

#include "support/aws/client-fixture.h"

static void
test_expired (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, EXPIRED, SCRIPT_READ, OK,
    SCRIPT_READ, EXPIRED, SCRIPT_READ, EXPIRED, SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  g_assert_true (fixture_call (&fixture));
  fixture_assert_header (&fixture, 0, "X-Amz-Security-Token", TOKEN "0");
  fixture_assert_header (&fixture, 1, "X-Amz-Security-Token", TOKEN "1");
  fixture_assert_stats (&fixture, 2, 1);

  /* Once per call, not once per client; and not forever. */
  g_assert_false (fixture_call (&fixture));
  g_assert_error (fixture.error, AWS_ERROR, AWS_ERROR_SERVICE);
  fixture_assert_header (&fixture, 3, "X-Amz-Security-Token", TOKEN "2");
  fixture_assert_attempts (&fixture, 2);
  fixture_assert_stats (&fixture, 4, 2);
  g_assert_cmpuint (fixture.n_waits, ==, 0);
  g_assert_cmpuint (fixture.retries->len, ==, 0);
}

#define SKEWED(type, date) \
  ANSWER ("403 No", "Date: " date "\r\nx-amzn-ErrorType: " type "\r\n", "")

typedef struct {
  const char *name;
  ScriptedStep steps[7];
  gboolean success;
  guint requests;
  /* Of the last request. */
  const char *date;
} SkewCase;

static const SkewCase skew_cases[] = {
  { "ahead",
      { SCRIPT_READ,
          SKEWED ("InvalidSignatureException", "Sun, 06 Nov 1994 10:00:00 GMT"),
          SCRIPT_READ, OK, SCRIPT_HANG },
      TRUE, 2, "19941106T100000Z" },
  { "behind",
      { SCRIPT_READ,
          SKEWED ("RequestTimeTooSkewed", "Sun, 06 Nov 1994 08:45:36 GMT"),
          SCRIPT_READ, OK, SCRIPT_HANG },
      TRUE, 2, "19941106T084536Z" },
  { "not-skewed",
      { SCRIPT_READ,
          SKEWED ("SignatureDoesNotMatch", "Sun, 06 Nov 1994 08:45:37 GMT"),
          SCRIPT_HANG },
      FALSE, 1, "19941106T084937Z" },
  { "no-date",
      { SCRIPT_READ, ERROR_ANSWER ("403 No", "InvalidSignatureException"),
          SCRIPT_HANG },
      FALSE, 1, "19941106T084937Z" },
  { "another-reason",
      { SCRIPT_READ,
          SKEWED ("AccessDeniedException", "Sun, 06 Nov 1994 10:00:00 GMT"),
          SCRIPT_HANG },
      FALSE, 1, "19941106T084937Z" },
  { "only-once",
      { SCRIPT_READ, SKEWED ("RequestExpired", "Sun, 06 Nov 1994 10:00:00 GMT"),
          SCRIPT_READ,
          SKEWED ("RequestExpired", "Sun, 06 Nov 1994 12:00:00 GMT"),
          SCRIPT_HANG },
      FALSE, 2, "19941106T100000Z" },
};

static void
test_skew (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (skew_cases); i++) {
    const SkewCase *c = &skew_cases[i];
    g_auto (Fixture) fixture = { 0 };

    g_test_message ("%s", c->name);
    fixture_start (&fixture, c->steps);
    g_assert_cmpint (fixture_call (&fixture), ==, c->success);
    if (!c->success)
      fixture_assert_attempts (&fixture, c->requests);
    fixture_assert_stats (&fixture, c->requests, c->requests - 1);
    fixture_assert_header (&fixture, c->requests - 1, "X-Amz-Date", c->date);
    g_assert_cmpuint (fixture.n_waits, ==, 0);
  }
}

/* The correction is kept for later calls. */
static void
test_skew_stays (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ,
    SKEWED ("RequestTimeTooSkewed", "Sun, 06 Nov 1994 10:00:00 GMT"),
    SCRIPT_READ, OK, SCRIPT_READ, OK, SCRIPT_HANG, SCRIPT_END };
  g_auto (Fixture) fixture = { 0 };

  fixture_start (&fixture, steps);
  g_assert_true (fixture_call (&fixture));
  fixture.now_us += 5 * SECOND;
  g_assert_true (fixture_call (&fixture));
  fixture_assert_header (&fixture, 2, "X-Amz-Date", "19941106T100005Z");
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-client-expired-and-skewed/expired", test_expired);
  g_test_add_func ("/aws-client-expired-and-skewed/skew", test_skew);
  g_test_add_func ("/aws-client-expired-and-skewed/skew-stays",
      test_skew_stays);
  return g_test_run ();
}
