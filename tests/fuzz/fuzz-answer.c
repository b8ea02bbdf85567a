/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* An error response: a line with the header of its type, a line with its
 * request id, and its body. For any input, the error must be safe to show and
 * must not contain the request's secrets. */

#include "fuzz.h"

#include "client/aws-service-error.h"
#include "client/aws-error.h"

#include <string.h>

#define TOKEN "kwDCtvx1Kp"
#define SIGNATURE "a3c6f1d29e"
#define MAX_MESSAGE 4096

static AwsRequest *
create_request (void)
{
  AwsRequest *request =
      rekaws_request_new ("POST", "https://service.test/", NULL, NULL);

  rekaws_request_add_header (request, "X-Amz-Security-Token", TOKEN);
  rekaws_request_add_header (request, "Authorization", SIGNATURE);
  return request;
}

static void
assert_clean (const char *text)
{
  if (text == NULL)
    return;
  g_assert_true (g_utf8_validate (text, -1, NULL));
  g_assert_null (strstr (text, TOKEN));
  g_assert_null (strstr (text, SIGNATURE));
  g_assert_cmpuint (strlen (text), <=, MAX_MESSAGE);
  for (const char *at = text; *at != '\0'; at = g_utf8_next_char (at))
    g_assert_false (g_unichar_iscntrl (g_utf8_get_char (at)));
}

int
LLVMFuzzerTestOneInput (const guint8 *data, gsize size)
{
  FuzzInput input = { data, size };
  g_autofree char *type = fuzz_input_take_line (&input);
  g_autofree char *id = fuzz_input_take_line (&input);
  g_autoptr (GBytes) body = fuzz_input_take_rest (&input);
  g_autoptr (AwsRequest) request = create_request ();
  g_autoptr (AwsResponse) response = rekaws_response_new (400, body);
  g_autoptr (GError) error = NULL;
  const AwsErrorDetails *details;

  if (*type != '\0')
    rekaws_response_add_header (response, "x-amzn-ErrorType", type);
  rekaws_response_add_header (response, "x-amzn-RequestId", id);
  error = rekaws_answer_to_error (response, request);
  details = rekaws_error_get_details (error);
  g_assert_cmpuint (details->http_status, ==, 400);
  assert_clean (error->message);
  assert_clean (details->type);
  assert_clean (details->request_id);
  return 0;
}
