/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "util-date.h"
#include "client/aws-error.h"
#include "client/aws-retry-policy.h"

#include <gio/gio.h>
#include <math.h>

#define SECOND ((gint64) G_USEC_PER_SEC)
#define NO_AFTER AWS_RETRY_NO_RETRY_AFTER

/* Sun, 06 Nov 1994 08:49:37 GMT */
#define DATE_US (784111777 * SECOND)

typedef struct {
  guint status;
  const char *type;
  AwsFailureClass expected;
} ClassifyCase;

static const ClassifyCase classify_cases[] = {
  { 200, NULL, AWS_FAILURE_NONE },

  /* The type takes precedence over the status. */
  { 400, "ThrottlingException", AWS_FAILURE_THROTTLED },
  { 500, "ThrottlingException", AWS_FAILURE_THROTTLED },
  { 403, "ThrottlingException", AWS_FAILURE_THROTTLED },
  { 400, "Throttling", AWS_FAILURE_THROTTLED },
  { 400, "ThrottledException", AWS_FAILURE_THROTTLED },
  { 400, "RequestThrottled", AWS_FAILURE_THROTTLED },
  { 400, "RequestThrottledException", AWS_FAILURE_THROTTLED },
  { 400, "TooManyRequestsException", AWS_FAILURE_THROTTLED },
  { 400, "RequestLimitExceeded", AWS_FAILURE_THROTTLED },
  { 400, "BandwidthLimitExceeded", AWS_FAILURE_THROTTLED },
  { 400, "ProvisionedThroughputExceededException", AWS_FAILURE_THROTTLED },
  { 503, "SlowDown", AWS_FAILURE_THROTTLED },
  { 400, "PriorRequestNotComplete", AWS_FAILURE_THROTTLED },
  { 400, "TransactionInProgressException", AWS_FAILURE_THROTTLED },
  { 400, "EC2ThrottledException", AWS_FAILURE_THROTTLED },
  { 400, "InternalServerError", AWS_FAILURE_TRANSIENT },
  { 400, "InternalFailure", AWS_FAILURE_TRANSIENT },
  { 400, "ServiceUnavailable", AWS_FAILURE_TRANSIENT },
  { 400, "RequestTimeout", AWS_FAILURE_TRANSIENT },
  { 400, "RequestTimeoutException", AWS_FAILURE_TRANSIENT },
  { 400, "ExpiredTokenException", AWS_FAILURE_EXPIRED_CREDENTIALS },
  { 403, "ExpiredToken", AWS_FAILURE_EXPIRED_CREDENTIALS },
  { 400, "InvalidSignatureException", AWS_FAILURE_CLOCK_SKEW },
  { 403, "SignatureDoesNotMatch", AWS_FAILURE_CLOCK_SKEW },
  { 403, "RequestTimeTooSkewed", AWS_FAILURE_CLOCK_SKEW },
  { 400, "RequestExpired", AWS_FAILURE_CLOCK_SKEW },
  { 400, "AccessDeniedException", AWS_FAILURE_NOT_AUTHORIZED },
  { 400, "UnrecognizedClientException", AWS_FAILURE_NOT_AUTHORIZED },
  { 400, "InvalidClientTokenId", AWS_FAILURE_NOT_AUTHORIZED },
  { 400, "MissingAuthenticationToken", AWS_FAILURE_NOT_AUTHORIZED },
  { 400, "MissingAuthenticationTokenException", AWS_FAILURE_NOT_AUTHORIZED },
  { 400, "IncompleteSignature", AWS_FAILURE_NOT_AUTHORIZED },
  { 400, "NotAuthorized", AWS_FAILURE_NOT_AUTHORIZED },
  { 403, "InvalidAccessKeyId", AWS_FAILURE_NOT_AUTHORIZED },
  { 400, "LimitExceededException", AWS_FAILURE_OTHER },
  { 400, "ResourceNotFoundException", AWS_FAILURE_OTHER },
  { 400, "InvalidPaginationTokenException", AWS_FAILURE_OTHER },
  { 400, "throttlingexception", AWS_FAILURE_OTHER },
  { 400, "", AWS_FAILURE_OTHER },

  /* Unknown types: the status decides. */
  { 500, "Surprise", AWS_FAILURE_TRANSIENT },
  { 403, "Surprise", AWS_FAILURE_NOT_AUTHORIZED },
  { 400, "Surprise", AWS_FAILURE_OTHER },
  { 429, NULL, AWS_FAILURE_THROTTLED },
  { 500, NULL, AWS_FAILURE_TRANSIENT },
  { 501, NULL, AWS_FAILURE_OTHER },
  { 502, NULL, AWS_FAILURE_TRANSIENT },
  { 503, NULL, AWS_FAILURE_TRANSIENT },
  { 504, NULL, AWS_FAILURE_TRANSIENT },
  { 401, NULL, AWS_FAILURE_NOT_AUTHORIZED },
  { 403, NULL, AWS_FAILURE_NOT_AUTHORIZED },
  { 302, NULL, AWS_FAILURE_OTHER },
  { 400, NULL, AWS_FAILURE_OTHER },
  { 404, NULL, AWS_FAILURE_OTHER },
  { 204, NULL, AWS_FAILURE_OTHER },
};

static void
test_classify_answer (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (classify_cases); i++) {
    const ClassifyCase *c = &classify_cases[i];

    g_test_message ("%u %s", c->status, c->type != NULL ? c->type : "(none)");
    g_assert_cmpint (rekaws_retry_classify_answer (c->status, c->type), ==,
        c->expected);
  }
}

typedef struct {
  int code;
  gboolean is_retried;
} CodeCase;

static const CodeCase code_cases[] = {
  { AWS_ERROR_CONFIG, FALSE },
  { AWS_ERROR_NO_REGION, FALSE },
  { AWS_ERROR_NO_CREDENTIALS, FALSE },
  { AWS_ERROR_HOST_NOT_FOUND, TRUE },
  { AWS_ERROR_CONNECT, TRUE },
  { AWS_ERROR_TLS, TRUE },
  { AWS_ERROR_UNTRUSTED, FALSE },
  { AWS_ERROR_NO_TLS, FALSE },
  { AWS_ERROR_NO_DESCRIPTORS, TRUE },
  { AWS_ERROR_TIMED_OUT, TRUE },
  { AWS_ERROR_BROKEN, TRUE },
  { AWS_ERROR_TOO_LARGE, FALSE },
  { -1, FALSE },
  { 1000, FALSE },
};

/* Failures without a response. */
static void
test_classify_failure (void)
{
  g_autoptr (GError) cancelled = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (code_cases); i++) {
    const CodeCase *c = &code_cases[i];
    g_autoptr (GError) failure = g_error_new (AWS_ERROR, c->code, "no luck");

    g_test_message ("%d", c->code);
    g_assert_cmpint (rekaws_retry_classify (failure), ==,
        c->is_retried ? AWS_FAILURE_TRANSIENT : AWS_FAILURE_OTHER);
  }

  g_set_error (&cancelled, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  g_assert_cmpint (rekaws_retry_classify (cancelled), ==, AWS_FAILURE_OTHER);
}

/* Failures with a response. */
static void
test_classify_service (void)
{
  g_autoptr (GError) failure =
      g_error_new (AWS_ERROR, AWS_ERROR_SERVICE, "slow down");

  rekaws_error_set_answer (failure, 400, "ThrottlingException", NULL);
  g_assert_cmpint (rekaws_retry_classify (failure), ==, AWS_FAILURE_THROTTLED);
  rekaws_error_set_answer (failure, 503, NULL, NULL);
  g_assert_cmpint (rekaws_retry_classify (failure), ==, AWS_FAILURE_TRANSIENT);
}

typedef struct {
  guint attempt;
  guint max_attempts;
  guint status;
  const char *type;
  gint64 retry_after_s;
  double random;
  gint64 expected_us;
} DelayCase;

static const DelayCase delay_cases[] = {
  /* The limit doubles up to 20 s; the delay is a random part of it. */
  { 1, 10, 500, NULL, NO_AFTER, 0.5, SECOND / 2 },
  { 2, 10, 500, NULL, NO_AFTER, 0.5, 1 * SECOND },
  { 3, 10, 500, NULL, NO_AFTER, 0.5, 2 * SECOND },
  { 4, 10, 500, NULL, NO_AFTER, 0.5, 4 * SECOND },
  { 5, 10, 500, NULL, NO_AFTER, 0.5, 8 * SECOND },
  { 6, 10, 500, NULL, NO_AFTER, 0.5, 10 * SECOND },
  { 9, 10, 500, NULL, NO_AFTER, 0.5, 10 * SECOND },
  { 999, 1000, 500, NULL, NO_AFTER, 0.5, 10 * SECOND },
  { 1, 10, 500, NULL, NO_AFTER, 0.0, 0 },
  { 3, 10, 400, "ThrottlingException", NO_AFTER, 0.25, 1 * SECOND },

  /* No delay after the last attempt. */
  { 1, 1, 500, NULL, NO_AFTER, 0.5, -1 },
  { 3, 3, 500, NULL, NO_AFTER, 0.5, -1 },
  { 4, 3, 500, NULL, NO_AFTER, 0.5, -1 },
  { 2, 3, 500, NULL, NO_AFTER, 0.5, 1 * SECOND },

  /* At least what the service asks for, up to 20 s. */
  { 1, 3, 503, NULL, 0, 0.5, SECOND / 2 },
  { 1, 3, 503, NULL, 3, 0.5, 3 * SECOND },
  { 1, 3, 503, NULL, 20, 0.5, 20 * SECOND },
  { 1, 3, 503, NULL, 21, 0.5, -1 },
  { 1, 3, 503, NULL, G_MAXINT64, 0.5, -1 },
  { 6, 9, 503, NULL, 3, 0.5, 10 * SECOND },
  { 1, 1, 503, NULL, 3, 0.5, -1 },

  /* Failures that are not retried. */
  { 1, 3, 400, "AccessDeniedException", NO_AFTER, 0.5, -1 },
  { 1, 3, 400, "ExpiredTokenException", NO_AFTER, 0.5, -1 },
  { 1, 3, 403, "SignatureDoesNotMatch", NO_AFTER, 0.5, -1 },
  { 1, 3, 400, "ResourceNotFoundException", NO_AFTER, 0.5, -1 },
  { 1, 3, 400, "ResourceNotFoundException", 1, 0.5, -1 },
  { 1, 3, 302, NULL, NO_AFTER, 0.5, -1 },
  { 1, 3, 200, NULL, NO_AFTER, 0.5, -1 },
};

static void
test_delay (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (delay_cases); i++) {
    const DelayCase *c = &delay_cases[i];

    g_test_message ("case %u", i);
    g_assert_cmpint (
        rekaws_retry_delay (rekaws_retry_classify_answer (c->status, c->type),
            c->attempt, c->max_attempts, c->retry_after_s, c->random),
        ==, c->expected_us);
  }
}

typedef struct {
  const char *value;
  gint64 now_us;
  gint64 expected_s;
} AfterCase;

static const AfterCase after_cases[] = {
  { NULL, 0, NO_AFTER },
  { "", 0, NO_AFTER },
  { " ", 0, NO_AFTER },
  { "soon", 0, NO_AFTER },
  { "-1", 0, NO_AFTER },
  { "1.5", 0, NO_AFTER },
  { "0x10", 0, NO_AFTER },
  { "0", 0, 0 },
  { "7", 0, 7 },
  { " 120 ", 0, 120 },
  { "99999999999999999999999999", 0, G_MAXINT64 },
  { "Sun, 06 Nov 1994 08:49:37 GMT", DATE_US - 12 * SECOND, 12 },
  { "Sun, 06 Nov 1994 08:49:37 GMT", DATE_US - 12 * SECOND - 1, 13 },
  { "Sun, 06 Nov 1994 08:49:37 GMT", DATE_US, 0 },
  { "Sun, 06 Nov 1994 08:49:37 GMT", DATE_US + 5 * SECOND, 0 },
};

static void
test_parse_after (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (after_cases); i++) {
    const AfterCase *c = &after_cases[i];

    g_test_message ("case %u", i);
    g_assert_cmpint (rekaws_retry_parse_after (c->value, c->now_us), ==,
        c->expected_s);
  }
}

typedef struct {
  const char *value;
  gint64 expected_us;
} DateCase;

static const DateCase date_cases[] = {
  { "Sun, 06 Nov 1994 08:49:37 GMT", DATE_US },
  { "Thu, 01 Jan 1970 00:00:00 GMT", 0 },
  { "Tue, 29 Feb 2028 23:59:59 GMT", 1835481599 * SECOND },
  { "Tue, 29 Feb 2028 23:59:60 GMT", 1835481599 * SECOND },
  { NULL, -1 },
  { "", -1 },
  { "Sun, 06 Nov 1994 08:49:37", -1 },
  { "Sun, 06 Nov 1994 08:49:37 GMT!", -1 },
  { "Sun, 06 Nov 1994 08:49:37 CET", -1 },
  { "Sun, 06 Nox 1994 08:49:37 GMT", -1 },
  { "Sun, 31 Nov 1994 08:49:37 GMT", -1 },
  { "Tue, 29 Feb 2027 23:59:59 GMT", -1 },
  { "Sun, 06 Nov 1994 24:49:37 GMT", -1 },
  { "Sun, 06 Nov 1994 08:60:37 GMT", -1 },
  { "1994-11-06T08:49:37Z", -1 },
};

static void
test_parse_date (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (date_cases); i++) {
    const DateCase *c = &date_cases[i];
    gint64 time_us = -1;

    g_test_message ("%s", c->value != NULL ? c->value : "(none)");
    g_assert_cmpint (rekutil_date_parse_http (c->value, &time_us), ==,
        c->expected_us != -1);
    g_assert_cmpint (time_us, ==, c->expected_us);
  }
}

static const DateCase iso_cases[] = {
  { "1994-11-06T08:49:37Z", DATE_US },
  { "1994-11-06T08:49:37.25Z", DATE_US + SECOND / 4 },
  { "1994-11-06T09:49:37+01:00", DATE_US },
  { "1994-11-06T08:49:37UTC", DATE_US },
  { "1994-11-06T08:49:37", DATE_US },
  { "19941106T084937Z", DATE_US },
  { "1994-11-06T08:49:37z", DATE_US },
  { "1994-11-06t08:49:37Z", DATE_US },
  { "1994-11-06 08:49:37Z", DATE_US },
  { "1994-11-06 08:49:37 UTC", DATE_US },
  { " 1994-11-06T08:49:37 GMT\n", DATE_US },
  { "1994-11-06T08:49:37+0000", DATE_US },
  { "1994-11-06T08:49:37 +00", DATE_US },
  { "1994-11-06T14:19:37+05:30", DATE_US },
  { "1994-11-06T03:19:37-0530", DATE_US },
  { "19941106T034937-05", DATE_US },
  { "1994-11-06T084937Z", DATE_US },
  { "1994-11-06T08:49Z", DATE_US - 37 * SECOND },
  { "19941106T0849Z", DATE_US - 37 * SECOND },
  { "1994-11-06T08Z", DATE_US - (49 * 60 + 37) * SECOND },
  { "1994-11-06T08+01:00", DATE_US - (109 * 60 + 37) * SECOND },
  { "1994-11-06T08:49:37,25Z", DATE_US + SECOND / 4 },
  { "1994-11-06T08:49:37.999999999Z", DATE_US + SECOND - 1 },
  { "1994-11-06T08:49.5Z", DATE_US - 7 * SECOND },
  { "1994-11-06T08,5Z", DATE_US - (19 * 60 + 37) * SECOND },
  { "1994-11-06T08:49:60Z", DATE_US + 22 * SECOND },
  { "1970-01-01T00:00:00Z", 0 },
  { NULL, -1 },
  { "", -1 },
  { "UTC", -1 },
  { "784111777", -1 },
  { "1994-11-06", -1 },
  { "1994-02-30T08:49:37Z", -1 },
  { "1994-11-06T", -1 },
  { "1994-11-06T8:49:37Z", -1 },
  { "1994-11-06T24:00:00Z", -1 },
  { "1994-11-06T08:60:00Z", -1 },
  { "1994-11-06T08:49:Z", -1 },
  { "1994-11-06T08:Z", -1 },
  { "1994-11-06T08:4937Z", -1 },
  { "1994-11-06T08:49:37.Z", -1 },
  { "1994-11-06T08:49:37+", -1 },
  { "1994-11-06T08:49:37+1", -1 },
  { "1994-11-06T08:49:37+00:", -1 },
  { "1994-11-06T08:49:37+24:00", -1 },
  { "1994-1106T08:49:37Z", -1 },
  { "+1994-11-06T08:49:37Z", -1 },
  { "0000-11-06T08:49:37Z", -1 },
  { "1994-11-06T08:49:37Zx", -1 },
  { "Sun, 06 Nov 1994 08:49:37 GMT", -1 },
};

static void
test_parse_iso8601 (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (iso_cases); i++) {
    const DateCase *c = &iso_cases[i];
    gint64 time_us = -1;

    g_test_message ("%s", c->value != NULL ? c->value : "(none)");
    g_assert_cmpint (rekutil_date_parse_iso8601 (c->value, &time_us), ==,
        c->expected_us != -1);
    g_assert_cmpint (time_us, ==, c->expected_us);
  }
}

static void
test_from_seconds (void)
{
  static const struct {
    double seconds;
    gint64 expected_us;
  } cases[] = {
    { 0, 0 },
    { 1.5, 1500000 },
    { 253402300799.0, G_GINT64_CONSTANT (253402300799) * SECOND },
    { 253402300800.0, -1 },
    { -1, -1 },
    { G_MAXDOUBLE, -1 },
    { NAN, -1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    gint64 time_us = -1;

    g_assert_cmpint (rekutil_date_from_seconds (cases[i].seconds, &time_us), ==,
        cases[i].expected_us != -1);
    g_assert_cmpint (time_us, ==, cases[i].expected_us);
  }
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-retry/classify-answer", test_classify_answer);
  g_test_add_func ("/aws-retry/classify-failure", test_classify_failure);
  g_test_add_func ("/aws-retry/classify-service", test_classify_service);
  g_test_add_func ("/aws-retry/delay", test_delay);
  g_test_add_func ("/aws-retry/parse-after", test_parse_after);
  g_test_add_func ("/aws-retry/parse-date", test_parse_date);
  g_test_add_func ("/aws-retry/parse-iso8601", test_parse_iso8601);
  g_test_add_func ("/aws-retry/from-seconds", test_from_seconds);
  return g_test_run ();
}
