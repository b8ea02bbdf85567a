/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/aws-credentials.h"
#include "client/aws-error.h"
#include "http/aws-message.h"

#include <gio/gio.h>
#include <string.h>

typedef struct {
  const char *uri;
  const char *scheme;
  const char *authority;
  const char *path;
  const char *query;
  const char *rebuilt;
} UriCase;

static const UriCase uri_cases[] = {
  { "https://h.example", "https", "h.example", "/", NULL,
      "https://h.example/" },
  { "HTTP://H.Example:8080/a%20b/?c=%2F", "http", "h.example:8080", "/a%20b/",
      "c=%2F", "http://h.example:8080/a%20b/?c=%2F" },
  { "https://h.example:443/", "https", "h.example", "/", NULL,
      "https://h.example/" },
  { "http://h.example:443/", "http", "h.example:443", "/", NULL,
      "http://h.example:443/" },
  { "http://127.0.0.1:80", "http", "127.0.0.1", "/", NULL,
      "http://127.0.0.1/" },
  { "https://[::1]:8443/x", "https", "[::1]:8443", "/x", NULL,
      "https://[::1]:8443/x" },
  { "https://h.example/?", "https", "h.example", "/", "",
      "https://h.example/?" },
  { "https://h.example/a b\r\n\xc3\xa9?c d", "https", "h.example",
      "/a%20b%0D%0A%C3%A9", "c%20d",
      "https://h.example/a%20b%0D%0A%C3%A9?c%20d" },
  { "https://h.example/a//b/./../c#part", "https", "h.example", "/a//c", NULL,
      "https://h.example/a//c" },
};

static void
test_uris (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (uri_cases); i++) {
    const UriCase *c = &uri_cases[i];
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsRequest) request =
        rekaws_request_new ("POST", c->uri, NULL, &error);
    g_autofree char *rebuilt = NULL;

    g_test_message ("%s", c->uri);
    g_assert_no_error (error);
    g_assert_cmpstr (request->method, ==, "POST");
    g_assert_cmpstr (request->scheme, ==, c->scheme);
    g_assert_cmpstr (request->authority, ==, c->authority);
    g_assert_cmpstr (request->path, ==, c->path);
    g_assert_cmpstr (request->query, ==, c->query);
    g_assert_null (request->body);
    rebuilt = rekaws_request_dup_uri (request);
    g_assert_cmpstr (rebuilt, ==, c->rebuilt);
  }
}

static void
test_bad_uris (void)
{
  static const char *const uris[] = { "", "rekognition", "//h.example/",
    "ftp://h.example/", "https://", "https:///path", "https:h.example",
    "https://h.example:SECRET/", "https://u:SECRET@h.example/",
    "https://u:SEC/RET@h.example/", "https://SECRET@h.example/",
    "https://h example/", "https://h.example\r\nX-Secret: SECRET/",
    "https://h.example%0d%0aX/", "https://h.example:99999/" };

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsRequest) request =
        rekaws_request_new ("POST", uris[i], NULL, &error);

    g_test_message ("%s", uris[i]);
    g_assert_null (request);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_null (strstr (error->message, "SEC"));
    g_assert_null (strstr (error->message, "RET"));
  }
}

static void
test_request_headers (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (AwsRequest) request =
      rekaws_request_new_raw ("POST", "https", "h.example", "/", "a=b", body);
  g_autoptr (AwsRequest) copy = NULL;

  rekaws_request_add_header (request, "X-One", "1");
  rekaws_request_add_header (request, "x-one", "2");
  g_assert_cmpstr (rekaws_request_get_header (request, "X-ONE"), ==, "1");
  g_assert_null (rekaws_request_get_header (request, "X-Two"));
  g_assert_cmpuint (request->headers->len, ==, 2);

  copy = rekaws_request_copy (request);
  rekaws_request_add_header (copy, "X-Two", "3");
  g_assert_null (rekaws_request_get_header (request, "X-Two"));
  g_assert_cmpstr (rekaws_request_get_header (copy, "X-Two"), ==, "3");
  g_assert_cmpstr (rekaws_request_get_header (copy, "X-One"), ==, "1");
  g_assert_cmpstr (copy->query, ==, "a=b");
  g_assert_true (copy->body == body);
}

static void
test_response (void)
{
  g_autoptr (GBytes) body = g_bytes_new_static ("{}", 2);
  g_autoptr (AwsResponse) response = rekaws_response_new (404, body);

  rekaws_response_add_header (response, "x-amzn-ErrorType", "First");
  rekaws_response_add_header (response, "X-Amzn-Errortype", "Second");
  g_assert_cmpuint (response->status, ==, 404);
  g_assert_true (response->body == body);
  g_assert_cmpstr (rekaws_response_get_header (response, "X-AMZN-ERRORTYPE"),
      ==, "First");
  g_assert_null (rekaws_response_get_header (response, "Date"));
}

static void
test_secret (void)
{
  static const char zeros[8];
  char memory[] = "SECRET!";
  g_autoptr (GBytes) bytes = rekutil_secret_bytes_new (memory, sizeof memory);
  g_autoptr (GBytes) empty = rekutil_secret_bytes_new (NULL, 0);
  g_autoptr (UtilSecret) secret = g_strdup (memory);
  g_autoptr (UtilSecret) none = NULL;

  rekutil_secret_wipe (memory, sizeof memory);
  g_assert_cmpmem (memory, sizeof memory, zeros, sizeof zeros);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes),
      "SECRET!", 8);
  g_assert_cmpuint (g_bytes_get_size (empty), ==, 0);
  g_assert_cmpstr (secret, ==, "SECRET!");
  g_assert_null (none);
  rekutil_secret_wipe (NULL, 8);
}

static void
test_error_details (void)
{
  g_autoptr (GError) error =
      g_error_new_literal (AWS_ERROR, AWS_ERROR_SERVICE, "no");
  g_autoptr (GError) copy = NULL;
  g_autoptr (GError) other =
      g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
  const AwsErrorDetails *details = rekaws_error_get_details (error);

  g_assert_cmpuint (details->http_status, ==, 0);
  g_assert_null (details->type);
  g_assert_null (details->request_id);
  g_assert_cmpuint (details->attempts, ==, 0);

  rekaws_error_set_answer (error, 400, "FirstException", "1");
  rekaws_error_set_answer (error, 500, "SecondException", NULL);
  rekaws_error_set_attempts (error, 3);
  copy = g_error_copy (error);
  g_clear_error (&error);
  details = rekaws_error_get_details (copy);
  g_assert_cmpuint (details->http_status, ==, 500);
  g_assert_cmpstr (details->type, ==, "SecondException");
  g_assert_null (details->request_id);
  g_assert_cmpuint (details->attempts, ==, 3);

  rekaws_error_set_attempts (other, 3);
  g_assert_null (rekaws_error_get_details (other));
  g_assert_null (rekaws_error_get_details (NULL));
}

static void
test_credentials (void)
{
  g_autoptr (AwsCredentials) plain = rekaws_credentials_new ("id", "secret", "",
      AWS_CREDENTIALS_NEVER, "test");
  g_autoptr (AwsCredentials) temporary =
      rekaws_credentials_new ("id", "secret", "token", 5, "test");
  g_autoptr (AwsCredentials) again = rekaws_credentials_ref (temporary);

  g_assert_cmpstr (rekaws_credentials_get_access_key_id (plain), ==, "id");
  g_assert_cmpstr (rekaws_credentials_get_secret_access_key (plain), ==,
      "secret");
  g_assert_null (rekaws_credentials_get_session_token (plain));
  g_assert_cmpint (rekaws_credentials_get_expiration (plain), ==,
      AWS_CREDENTIALS_NEVER);
  g_assert_cmpstr (rekaws_credentials_get_source (plain), ==, "test");

  g_clear_pointer (&temporary, rekaws_credentials_unref);
  g_assert_cmpstr (rekaws_credentials_get_session_token (again), ==, "token");
  g_assert_cmpint (rekaws_credentials_get_expiration (again), ==, 5);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/util-date-json-xml/uris", test_uris);
  g_test_add_func ("/util-date-json-xml/bad-uris", test_bad_uris);
  g_test_add_func ("/util-date-json-xml/request-headers", test_request_headers);
  g_test_add_func ("/util-date-json-xml/response", test_response);
  g_test_add_func ("/util-date-json-xml/secret", test_secret);
  g_test_add_func ("/util-date-json-xml/error-details", test_error_details);
  g_test_add_func ("/util-date-json-xml/credentials", test_credentials);
  return g_test_run ();
}
