/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-retry-policy: decides whether to retry a failed request, and when. Pure
 * functions. Their tables are the only place that decides what is retried, for
 * Rekognition, STS, SSO, sign-in and metadata.
 *
 * https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * AWS_RETRY_MAX_DELAY_S:
 *
 * The longest wait before another attempt, seconds.
 */
#define AWS_RETRY_MAX_DELAY_S 20

/**
 * AWS_RETRY_NO_RETRY_AFTER:
 *
 * The response had no Retry-After header.
 */
#define AWS_RETRY_NO_RETRY_AFTER (-1)

/**
 * AwsFailureClass:
 * @AWS_FAILURE_NONE: status 200
 * @AWS_FAILURE_THROTTLED: too many requests: wait
 * @AWS_FAILURE_TRANSIENT: may succeed later
 * @AWS_FAILURE_EXPIRED_CREDENTIALS: refresh the credentials
 * @AWS_FAILURE_CLOCK_SKEW: the signature was refused, possibly because of its
 *   time; if the clock is right, the same as AWS_FAILURE_NOT_AUTHORIZED
 * @AWS_FAILURE_NOT_AUTHORIZED: wrong or unknown credentials, no permission
 * @AWS_FAILURE_OTHER: the rest
 *
 * The kind of failure of an attempt. Only throttled and transient failures are
 * retried.
 */
typedef enum {
  AWS_FAILURE_NONE,
  AWS_FAILURE_THROTTLED,
  AWS_FAILURE_TRANSIENT,
  AWS_FAILURE_EXPIRED_CREDENTIALS,
  AWS_FAILURE_CLOCK_SKEW,
  AWS_FAILURE_NOT_AUTHORIZED,
  AWS_FAILURE_OTHER,
} AwsFailureClass;

/**
 * AwsRetryFunc:
 * @attempt: number of the attempt that failed, from 1
 * @delay_us: microseconds until the next attempt
 * @reason: why it failed; contains no secrets
 *
 * Called before each wait for the next attempt.
 */
typedef void (*AwsRetryFunc) (guint attempt, gint64 delay_us,
    const GError *reason, gpointer user_data);

/**
 * rekaws_retry_classify:
 * @failure: the error of an attempt, of any domain
 *
 * Returns: the class; a cancellation is AWS_FAILURE_OTHER
 */
AwsFailureClass rekaws_retry_classify (const GError *failure);

/**
 * rekaws_retry_classify_answer:
 * @status: HTTP status
 * @type: (nullable): error type without namespace, for example
 *   "ThrottlingException"
 *
 * The service's error type takes precedence over the HTTP status: throttling may
 * come with status 400 or 500.
 *
 * Returns: the class
 */
AwsFailureClass rekaws_retry_classify_answer (guint status, const char *type);

/**
 * rekaws_retry_delay:
 * @class: how the attempt failed
 * @attempt: its number, from 1
 * @max_attempts: maximum number of attempts
 * @retry_after_s: seconds of the response's Retry-After, or
 *   AWS_RETRY_NO_RETRY_AFTER
 * @random: from 0 (inclusive) to 1 (exclusive)
 *
 * The delay is @random * min (2^(attempt-1), 20) seconds, at least Retry-After.
 *
 * Returns: microseconds to wait before the next attempt, -1 for no more attempts
 */
gint64 rekaws_retry_delay (AwsFailureClass class, guint attempt,
    guint max_attempts, gint64 retry_after_s, double random);

/**
 * rekaws_retry_parse_after:
 * @value: (nullable): a Retry-After header: seconds or an HTTP date
 * @now_us: the time, microseconds since 1970
 *
 * Returns: seconds from now, at least 0, or AWS_RETRY_NO_RETRY_AFTER if @value is
 *   neither
 */
gint64 rekaws_retry_parse_after (const char *value, gint64 now_us);

G_END_DECLS
