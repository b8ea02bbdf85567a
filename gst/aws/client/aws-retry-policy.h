/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-retry: whether to try a failed request again, and when. Pure functions.
 * Its tables are the only place that decides what is worth another attempt,
 * for Rekognition, STS, SSO, sign-in and metadata alike.
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
 * The answer had no Retry-After header.
 */
#define AWS_RETRY_NO_RETRY_AFTER (-1)

/**
 * AwsFailureClass:
 * @AWS_FAILURE_NONE: status 200
 * @AWS_FAILURE_THROTTLED: too many requests: wait
 * @AWS_FAILURE_TRANSIENT: may go better another time
 * @AWS_FAILURE_EXPIRED_CREDENTIALS: ask for credentials anew
 * @AWS_FAILURE_CLOCK_SKEW: the signature was refused, perhaps for its time;
 *   where the clock is right, as AWS_FAILURE_NOT_AUTHORIZED
 * @AWS_FAILURE_NOT_AUTHORIZED: wrong or unknown credentials, no permission
 * @AWS_FAILURE_OTHER: the rest
 *
 * What kind of failure an attempt ended with. Only throttled and transient
 * failures are worth another attempt.
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
 * @reason: why it failed; without secrets
 *
 * Called before each wait for another attempt.
 */
typedef void (*AwsRetryFunc) (guint attempt, gint64 delay_us,
    const GError *reason, gpointer user_data);

/**
 * rekaws_retry_classify:
 * @failure: what an attempt ended with, of any domain
 *
 * Returns: the class; a cancellation is AWS_FAILURE_OTHER
 */
AwsFailureClass rekaws_retry_classify (const GError *failure);

/**
 * rekaws_retry_classify_answer:
 * @status: HTTP status
 * @type: (nullable): error type without namespace, as "ThrottlingException"
 *
 * By the service's error type first, then by the HTTP status: throttling may
 * come as status 400 or 500.
 *
 * Returns: the class
 */
AwsFailureClass rekaws_retry_classify_answer (guint status, const char *type);

/**
 * rekaws_retry_delay:
 * @class: what the attempt failed with
 * @attempt: its number, from 1
 * @max_attempts: how many there may be
 * @retry_after_s: seconds that the answer's Retry-After asks for, or
 *   AWS_RETRY_NO_RETRY_AFTER
 * @random: from 0 (inclusive) to 1 (exclusive)
 *
 * @random * min (2^(attempt-1), 20) seconds, at least what Retry-After says.
 *
 * Returns: microseconds to wait before the next attempt, -1: no more attempts
 */
gint64 rekaws_retry_delay (AwsFailureClass class, guint attempt,
    guint max_attempts, gint64 retry_after_s, double random);

/**
 * rekaws_retry_parse_after:
 * @value: (nullable): a Retry-After header: seconds or an HTTP date
 * @now_us: the time, microseconds since 1970
 *
 * Returns: seconds from now, at least 0, or AWS_RETRY_NO_RETRY_AFTER where
 *   @value is neither
 */
gint64 rekaws_retry_parse_after (const char *value, gint64 now_us);

G_END_DECLS
