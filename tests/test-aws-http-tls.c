/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Whose certificate is taken, and what is said where it is not. The
 * certificates are made by the openssl program, anew each time: they expire. */

#include "aws/aws-error.h"
#include "aws/aws-http.h"
#include "scripted-server.h"

#include <glib/gstdio.h>
#include <string.h>

#define OK_HELLO "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"

typedef struct {
  char *folder;
  char *pem;
} Identity;

/* Key and self-signed certificate in one file. NULL: openssl is missing. */
static Identity *
new_identity (const char *alternative_name)
{
  g_autofree char *openssl = g_find_program_in_path ("openssl");
  g_autofree char *names = NULL;
  g_autoptr (GSubprocess) process = NULL;
  g_autoptr (GError) error = NULL;
  Identity *identity;

  if (openssl == NULL)
    return NULL;

  identity = g_new0 (Identity, 1);
  identity->folder = g_dir_make_tmp ("aws-http-tls-XXXXXX", &error);
  g_assert_no_error (error);
  identity->pem = g_build_filename (identity->folder, "identity.pem", NULL);
  names = g_strconcat ("subjectAltName=", alternative_name, NULL);
  process = g_subprocess_new (G_SUBPROCESS_FLAGS_STDERR_SILENCE, &error,
      openssl, "req", "-x509", "-newkey", "ec", "-pkeyopt",
      "ec_paramgen_curve:P-256", "-nodes", "-days", "2", "-subj", "/CN=test",
      "-addext", names, "-keyout", identity->pem, "-out", identity->pem, NULL);
  g_assert_no_error (error);
  g_subprocess_wait_check (process, NULL, &error);
  g_assert_no_error (error);
  return identity;
}

static void
identity_free (Identity *identity)
{
  if (identity == NULL)
    return;

  g_unlink (identity->pem);
  g_rmdir (identity->folder);
  g_free (identity->pem);
  g_free (identity->folder);
  g_free (identity);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Identity, identity_free)

static AwsHttp *
new_http (const char *ca_bundle, GError **error)
{
  AwsHttpSettings settings = {
    .timeout_ms = 20000,
    .max_body = 1000,
    .ca_bundle = ca_bundle,
  };

  return aws_http_new (&settings, error);
}

static AwsResponse *
exchange (const Identity *identity, const char *ca_bundle, guint n_exchanges,
    GError **error)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_READ, SCRIPT_SEND (OK_HELLO), SCRIPT_HANG, SCRIPT_END };
  g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_file (identity->pem, error);
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, certificate);
  g_autofree char *uri = scripted_server_dup_uri (server, "https", "/");
  g_autoptr (AwsHttp) http = new_http (ca_bundle, error);
  g_autoptr (AwsRequest) request = aws_request_new ("POST", uri, NULL, error);
  AwsResponse *response = NULL;

  g_assert_nonnull (certificate);
  g_assert_nonnull (http);
  for (guint i = 0; i < n_exchanges; i++) {
    g_clear_pointer (&response, aws_response_free);
    response = aws_http_send (http, request, NULL, error);
  }

  /* Ends only when the connection is closed. */
  g_clear_pointer (&http, aws_http_free);
  scripted_server_wait_steps (server, G_N_ELEMENTS (steps) - 1);

  g_assert_cmpuint (scripted_server_get_n_connections (server), ==, 1);
  if (response == NULL)
    g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 0);
  return response;
}

static void
test_accepted (void)
{
  g_autoptr (Identity) identity = new_identity ("IP:127.0.0.1");
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsResponse) response = NULL;

  if (identity == NULL) {
    g_test_skip ("NOT TESTED: the openssl program is missing");
    return;
  }
  response = exchange (identity, identity->pem, 2, &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL),
      g_bytes_get_size (response->body), "hello", 5);
}

typedef struct {
  const char *alternative_name;
  gboolean trusted;
  const char *reason;
} RefusedCase;

static const RefusedCase refused_cases[] = {
  { "IP:127.0.0.1", FALSE, "signed by an unknown authority" },
  { "DNS:other.example", TRUE, "made for another host" },
};

static void
test_refused (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (refused_cases); i++) {
    const RefusedCase *c = &refused_cases[i];
    g_autoptr (Identity) identity = new_identity (c->alternative_name);
    g_autoptr (GError) error = NULL;

    if (identity == NULL) {
      g_test_skip ("NOT TESTED: the openssl program is missing");
      return;
    }
    g_assert_null (
        exchange (identity, c->trusted ? identity->pem : NULL, 1, &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_UNTRUSTED);
    g_assert_true (g_str_has_suffix (error->message, c->reason));
    g_assert_nonnull (
        strstr (error->message, "Could not connect to 127.0.0.1:"));
  }
}

/* A server that does not speak TLS at all. */
static void
test_no_tls (void)
{
  static const ScriptedStep steps[] = {
    SCRIPT_SEND ("HTTP/1.1 400 Bad Request\r\n\r\n"), SCRIPT_CLOSE, SCRIPT_END
  };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "https", "/");
  g_autoptr (GError) error = NULL;
  g_autoptr (AwsHttp) http = new_http (NULL, &error);
  g_autoptr (AwsRequest) request = aws_request_new ("POST", uri, NULL, &error);

  g_assert_no_error (error);
  g_assert_null (aws_http_send (http, request, NULL, &error));
  g_test_message ("%s", error->message);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_CONNECT);
}

static void
test_bad_bundle (void)
{
  static const char *const contents[] = { NULL, "", "no certificate\n" };
  g_autoptr (GError) error = NULL;
  g_autofree char *path = NULL;
  int fd = g_file_open_tmp ("aws-http-tls-XXXXXX", &path, &error);

  g_assert_no_error (error);
  g_close (fd, NULL);
  for (guint i = 0; i < G_N_ELEMENTS (contents); i++) {
    const char *bundle = contents[i] != NULL ? path : "/nowhere/bundle.pem";

    if (contents[i] != NULL)
      g_assert_true (g_file_set_contents (path, contents[i], -1, NULL));
    g_assert_null (new_http (bundle, &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
    g_assert_nonnull (strstr (error->message, bundle));
    g_clear_error (&error);
  }
  g_unlink (path);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws/http-tls/accepted", test_accepted);
  g_test_add_func ("/aws/http-tls/refused", test_refused);
  g_test_add_func ("/aws/http-tls/no-tls", test_no_tls);
  g_test_add_func ("/aws/http-tls/bad-bundle", test_bad_bundle);
  return g_test_run ();
}
