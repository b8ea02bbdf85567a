/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "client/aws-retry-policy.h"

#include "util-date.h"
#include "client/aws-error.h"

#include <string.h>

typedef struct {
  const char *type;
  AwsFailureClass class;
} TypeClass;

/* LimitExceededException is not here: in many services it means throttling, but
 * in Rekognition a quota, for example of concurrent jobs, which is not available
 * again within seconds. */
static const TypeClass type_classes[] = {
  { "BandwidthLimitExceeded", AWS_FAILURE_THROTTLED },
  { "EC2ThrottledException", AWS_FAILURE_THROTTLED },
  { "PriorRequestNotComplete", AWS_FAILURE_THROTTLED },
  { "ProvisionedThroughputExceeded", AWS_FAILURE_THROTTLED },
  { "ProvisionedThroughputExceededException", AWS_FAILURE_THROTTLED },
  { "RequestLimitExceeded", AWS_FAILURE_THROTTLED },
  { "RequestThrottled", AWS_FAILURE_THROTTLED },
  { "RequestThrottledException", AWS_FAILURE_THROTTLED },
  { "SlowDown", AWS_FAILURE_THROTTLED },
  { "ThrottledException", AWS_FAILURE_THROTTLED },
  { "Throttling", AWS_FAILURE_THROTTLED },
  { "ThrottlingException", AWS_FAILURE_THROTTLED },
  { "TooManyRequestsException", AWS_FAILURE_THROTTLED },
  { "TransactionInProgressException", AWS_FAILURE_THROTTLED },

  { "IDPCommunicationError", AWS_FAILURE_TRANSIENT },
  { "InternalError", AWS_FAILURE_TRANSIENT },
  { "InternalFailure", AWS_FAILURE_TRANSIENT },
  { "InternalServerError", AWS_FAILURE_TRANSIENT },
  { "InternalServerException", AWS_FAILURE_TRANSIENT },
  { "RequestTimeout", AWS_FAILURE_TRANSIENT },
  { "RequestTimeoutException", AWS_FAILURE_TRANSIENT },
  { "ServiceUnavailable", AWS_FAILURE_TRANSIENT },
  { "ServiceUnavailableException", AWS_FAILURE_TRANSIENT },

  { "ExpiredToken", AWS_FAILURE_EXPIRED_CREDENTIALS },
  { "ExpiredTokenException", AWS_FAILURE_EXPIRED_CREDENTIALS },

  { "AuthFailure", AWS_FAILURE_CLOCK_SKEW },
  { "InvalidSignatureException", AWS_FAILURE_CLOCK_SKEW },
  { "RequestExpired", AWS_FAILURE_CLOCK_SKEW },
  { "RequestInTheFuture", AWS_FAILURE_CLOCK_SKEW },
  { "RequestTimeTooSkewed", AWS_FAILURE_CLOCK_SKEW },
  { "SignatureDoesNotMatch", AWS_FAILURE_CLOCK_SKEW },

  { "AccessDenied", AWS_FAILURE_NOT_AUTHORIZED },
  { "AccessDeniedException", AWS_FAILURE_NOT_AUTHORIZED },
  { "IncompleteSignature", AWS_FAILURE_NOT_AUTHORIZED },
  { "IncompleteSignatureException", AWS_FAILURE_NOT_AUTHORIZED },
  { "InvalidAccessKeyId", AWS_FAILURE_NOT_AUTHORIZED },
  { "InvalidClientTokenId", AWS_FAILURE_NOT_AUTHORIZED },
  { "InvalidToken", AWS_FAILURE_NOT_AUTHORIZED },
  { "MissingAuthenticationToken", AWS_FAILURE_NOT_AUTHORIZED },
  { "MissingAuthenticationTokenException", AWS_FAILURE_NOT_AUTHORIZED },
  { "NotAuthorized", AWS_FAILURE_NOT_AUTHORIZED },
  { "OptInRequired", AWS_FAILURE_NOT_AUTHORIZED },
  { "UnauthorizedException", AWS_FAILURE_NOT_AUTHORIZED },
  { "UnrecognizedClientException", AWS_FAILURE_NOT_AUTHORIZED },
};

static AwsFailureClass
classify_status (guint status)
{
  switch (status) {
    case 200:
      return AWS_FAILURE_NONE;
    case 429:
      return AWS_FAILURE_THROTTLED;
    case 500:
    case 502:
    case 503:
    case 504:
      return AWS_FAILURE_TRANSIENT;
    case 401:
    case 403:
      return AWS_FAILURE_NOT_AUTHORIZED;
    default:
      return AWS_FAILURE_OTHER;
  }
}

AwsFailureClass
rekaws_retry_classify_answer (guint status, const char *type)
{
  if (type == NULL)
    return classify_status (status);

  for (guint i = 0; i < G_N_ELEMENTS (type_classes); i++) {
    if (g_str_equal (type, type_classes[i].type))
      return type_classes[i].class;
  }
  return classify_status (status);
}

/* Failures without a response. A wrong setting, an untrusted certificate or a
 * missing package will fail again. */
static const AwsFailureClass code_classes[] = {
  [AWS_ERROR_CONFIG] = AWS_FAILURE_OTHER,
  [AWS_ERROR_NO_REGION] = AWS_FAILURE_OTHER,
  [AWS_ERROR_NO_CREDENTIALS] = AWS_FAILURE_OTHER,
  [AWS_ERROR_HOST_NOT_FOUND] = AWS_FAILURE_TRANSIENT,
  [AWS_ERROR_CONNECT] = AWS_FAILURE_TRANSIENT,
  [AWS_ERROR_TLS] = AWS_FAILURE_TRANSIENT,
  [AWS_ERROR_UNTRUSTED] = AWS_FAILURE_OTHER,
  [AWS_ERROR_NO_TLS] = AWS_FAILURE_OTHER,
  [AWS_ERROR_NO_DESCRIPTORS] = AWS_FAILURE_TRANSIENT,
  [AWS_ERROR_TIMED_OUT] = AWS_FAILURE_TRANSIENT,
  [AWS_ERROR_BROKEN] = AWS_FAILURE_TRANSIENT,
  [AWS_ERROR_TOO_LARGE] = AWS_FAILURE_OTHER,
};

AwsFailureClass
rekaws_retry_classify (const GError *failure)
{
  const AwsErrorDetails *details = rekaws_error_get_details (failure);

  if (g_error_matches (failure, AWS_ERROR, AWS_ERROR_SERVICE))
    return rekaws_retry_classify_answer (details->http_status, details->type);
  if (details != NULL && failure->code >= 0 &&
      failure->code < (int) G_N_ELEMENTS (code_classes))
    return code_classes[failure->code];
  return AWS_FAILURE_OTHER;
}

gint64
rekaws_retry_delay (AwsFailureClass class, guint attempt, guint max_attempts,
    gint64 retry_after_s, double random)
{
  guint shift = MIN (MAX (attempt, 1) - 1, 31);
  gint64 limit_s = MIN (G_GINT64_CONSTANT (1) << shift, AWS_RETRY_MAX_DELAY_S);
  gint64 delay_us;

  if (class != AWS_FAILURE_THROTTLED && class != AWS_FAILURE_TRANSIENT)
    return -1;
  if (attempt >= max_attempts || retry_after_s > AWS_RETRY_MAX_DELAY_S)
    return -1;

  delay_us = (gint64) (random * (double) (limit_s * G_USEC_PER_SEC));
  return MAX (delay_us, MAX (retry_after_s, 0) * G_USEC_PER_SEC);
}

gint64
rekaws_retry_parse_after (const char *value, gint64 now_us)
{
  g_autofree char *text = NULL;
  gint64 date_us;

  if (value == NULL)
    return AWS_RETRY_NO_RETRY_AFTER;

  text = g_strstrip (g_strdup (value));
  if (*text != '\0' && text[strspn (text, "0123456789")] == '\0')
    return (gint64) MIN (g_ascii_strtoull (text, NULL, 10), G_MAXINT64);
  if (!rekutil_date_parse_http (text, &date_us))
    return AWS_RETRY_NO_RETRY_AFTER;

  /* Round up, so as not to be early. */
  return MAX (date_us - now_us + G_USEC_PER_SEC - 1, 0) / G_USEC_PER_SEC;
}
