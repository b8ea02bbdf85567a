/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Which certificates are accepted, and the errors for those that are not. */

#include "client/aws-error.h"
#include "http/aws-http.h"
#include "support/common/scripted-server.h"
#include "support/common/certificate.h"

#include <glib/gstdio.h>
#include <string.h>

#define OK_HELLO "HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nhello"
#define LOCAL "IP:127.0.0.1"

/* Files with certificates and their keys. The leaf belongs to the server. */
typedef struct {
  char *folder;
  char *leaf;
  char *authority;
  char *other_authority;
} Identities;

static void
identities_init (Identities *identities)
{
  static const TestCertificate authority = { "DNS:authority", -9, 9, NULL };
  static const TestCertificate other = { "DNS:other", -9, 9, NULL };
  g_autoptr (GError) error = NULL;

  identities->folder = g_dir_make_tmp ("aws-http-tls-XXXXXX", &error);
  g_assert_no_error (error);
  identities->leaf = g_build_filename (identities->folder, "leaf.pem", NULL);
  identities->authority =
      g_build_filename (identities->folder, "authority.pem", NULL);
  identities->other_authority =
      g_build_filename (identities->folder, "other.pem", NULL);
  test_certificate_write_as (&authority, identities->authority);
  test_certificate_write_as (&other, identities->other_authority);
}

static void
identities_clear (Identities *identities)
{
  g_unlink (identities->leaf);
  g_unlink (identities->authority);
  g_unlink (identities->other_authority);
  g_rmdir (identities->folder);
  g_free (identities->leaf);
  g_free (identities->authority);
  g_free (identities->other_authority);
  g_free (identities->folder);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Identities, identities_clear)

/* The authorities that a client trusts. */
typedef enum {
  TRUST_SYSTEM,
  TRUST_LEAF,
  TRUST_AUTHORITY,
  TRUST_OTHER_AUTHORITY,
} Trust;

static const char *
get_bundle (const Identities *identities, Trust trust)
{
  const char *const bundles[] = {
    [TRUST_SYSTEM] = NULL,
    [TRUST_LEAF] = identities->leaf,
    [TRUST_AUTHORITY] = identities->authority,
    [TRUST_OTHER_AUTHORITY] = identities->other_authority,
  };

  return bundles[trust];
}

static AwsHttp *
new_http (const char *ca_bundle, GError **error)
{
  AwsHttpSettings settings = {
    .timeout_ms = 20000,
    .max_body = 1000,
    .ca_bundle = ca_bundle,
  };

  return rekaws_http_new (&settings, error);
}

static AwsResponse *
exchange (const char *leaf, const char *ca_bundle, const char *host,
    guint n_exchanges, GError **error)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_READ, SCRIPT_SEND (OK_HELLO), SCRIPT_HANG, SCRIPT_END };
  g_autoptr (GTlsCertificate) certificate =
      g_tls_certificate_new_from_file (leaf, error);
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, certificate);
  g_autofree char *uri = g_strdup_printf ("https://%s:%u/", host,
      scripted_server_get_port (server));
  g_autoptr (AwsHttp) http = new_http (ca_bundle, error);
  g_autoptr (AwsRequest) request =
      rekaws_request_new ("POST", uri, NULL, error);
  AwsResponse *response = NULL;

  g_assert_nonnull (certificate);
  g_assert_nonnull (http);
  for (guint i = 0; i < n_exchanges; i++) {
    g_clear_pointer (&response, rekaws_response_free);
    response = rekaws_http_send (http, request, NULL, error);
  }

  g_assert_cmpuint (scripted_server_get_n_connections (server), ==, 1);
  if (response == NULL)
    g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 0);
  return response;
}

#define UNKNOWN_AUTHORITY \
  "signed by an unknown authority (known are those of AWS_CA_BUNDLE, or else " \
  "this machine's, as from the package ca-certificates)"

typedef struct {
  TestCertificate leaf;
  gboolean has_issuer;
  Trust trust;
  const char *host;
  /* NULL: it is accepted. */
  const char *refusal;
} TlsCase;

static const TlsCase tls_cases[] = {
  { { LOCAL, -1, 1, NULL }, FALSE, TRUST_LEAF, "127.0.0.1", NULL },
  { { LOCAL, -1, 1, NULL }, TRUE, TRUST_AUTHORITY, "127.0.0.1", NULL },
  { { "DNS:localhost", -1, 1, NULL }, TRUE, TRUST_AUTHORITY, "localhost",
      NULL },

  { { LOCAL, -1, 1, NULL }, FALSE, TRUST_SYSTEM, "127.0.0.1",
      UNKNOWN_AUTHORITY },
  { { LOCAL, -1, 1, NULL }, FALSE, TRUST_AUTHORITY, "127.0.0.1",
      UNKNOWN_AUTHORITY },
  { { LOCAL, -1, 1, NULL }, TRUE, TRUST_SYSTEM, "127.0.0.1",
      UNKNOWN_AUTHORITY },
  { { LOCAL, -1, 1, NULL }, TRUE, TRUST_OTHER_AUTHORITY, "127.0.0.1",
      UNKNOWN_AUTHORITY },
  { { LOCAL, -3, -1, NULL }, FALSE, TRUST_LEAF, "127.0.0.1", "expired" },
  { { LOCAL, -3, -1, NULL }, TRUE, TRUST_AUTHORITY, "127.0.0.1", "expired" },
  { { LOCAL, 1, 3, NULL }, TRUE, TRUST_AUTHORITY, "127.0.0.1",
      "not valid yet" },
  { { "DNS:other.example", -1, 1, NULL }, FALSE, TRUST_LEAF, "127.0.0.1",
      "made for another host" },
  { { "IP:127.0.0.2", -1, 1, NULL }, TRUE, TRUST_AUTHORITY, "127.0.0.1",
      "made for another host" },
  { { "DNS:other.example", -1, 1, NULL }, TRUE, TRUST_AUTHORITY, "localhost",
      "made for another host" },
  { { "DNS:other.example", -3, -1, NULL }, TRUE, TRUST_AUTHORITY, "127.0.0.1",
      "made for another host, expired" },
};

static void
assert_outcome (const AwsResponse *response, const GError *error,
    const TlsCase *c)
{
  if (c->refusal == NULL) {
    g_assert_no_error (error);
    g_assert_cmpmem (g_bytes_get_data (response->body, NULL),
        g_bytes_get_size (response->body), "hello", 5);
    return;
  }

  g_assert_null (response);
  g_assert_error (error, AWS_ERROR, AWS_ERROR_UNTRUSTED);
  g_test_message ("%s", error->message);
  g_assert_true (g_str_has_prefix (error->message, "Could not connect to "));
  g_assert_nonnull (strstr (error->message, c->host));
  g_assert_true (g_str_has_suffix (error->message, c->refusal));
}

static void
test_certificates (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (tls_cases); i++) {
    const TlsCase *c = &tls_cases[i];
    TestCertificate leaf = c->leaf;
    g_auto (Identities) identities = { NULL, NULL, NULL, NULL };
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsResponse) response = NULL;

    identities_init (&identities);
    if (c->has_issuer)
      leaf.issuer = identities.authority;
    test_certificate_write_as (&leaf, identities.leaf);
    response = exchange (identities.leaf, get_bundle (&identities, c->trust),
        c->host, c->refusal == NULL ? 2 : 1, &error);
    assert_outcome (response, error, c);
  }
}

/* Servers that do not use TLS. */
static void
test_no_tls (void)
{
  static const ScriptedStep answers[][3] = {
    { SCRIPT_SEND ("HTTP/1.1 400 Bad Request\r\n\r\n"), SCRIPT_CLOSE,
        SCRIPT_END },
    { SCRIPT_RECEIVE, SCRIPT_CLOSE, SCRIPT_END },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++) {
    g_autoptr (ScriptedServer) server = scripted_server_new (answers[i], NULL);
    g_autofree char *uri = scripted_server_dup_uri (server, "https", "/");
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsHttp) http = new_http (NULL, &error);
    g_autoptr (AwsRequest) request =
        rekaws_request_new ("POST", uri, NULL, &error);

    g_assert_no_error (error);
    g_assert_null (rekaws_http_send (http, request, NULL, &error));
    g_test_message ("%s", error->message);
    g_assert_error (error, AWS_ERROR, AWS_ERROR_TLS);
    g_assert_nonnull (strstr (error->message, "it answers, but TLS fails"));
  }
}

/* In another process, whose GLib has no TLS. */
static void
test_not_installed_inside (void)
{
  static const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (OK_HELLO),
    SCRIPT_END };
  static const char *const bundles[] = { NULL, "/nowhere/bundle.pem" };

  for (guint i = 0; i < G_N_ELEMENTS (bundles); i++) {
    g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
    g_autofree char *https = scripted_server_dup_uri (server, "https", "/");
    g_autofree char *plain = scripted_server_dup_uri (server, "http", "/");
    g_autoptr (GError) error = NULL;
    g_autoptr (AwsHttp) http = new_http (bundles[i], &error);
    g_autoptr (AwsRequest) request =
        rekaws_request_new ("POST", https, NULL, &error);
    g_autoptr (AwsRequest) without =
        rekaws_request_new ("POST", plain, NULL, &error);
    g_autoptr (AwsResponse) response = NULL;

    g_assert_no_error (error);
    g_assert_null (rekaws_http_send (http, request, NULL, &error));
    g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_TLS);
    g_assert_nonnull (strstr (error->message, "glib-networking"));
    g_assert_cmpuint (scripted_server_get_n_connections (server), ==, 0);
    g_clear_error (&error);

    response = rekaws_http_send (http, without, NULL, &error);
    g_assert_no_error (error);
  }
}

static void
test_not_installed (void)
{
  g_setenv ("GIO_USE_TLS", "dummy", TRUE);
  g_test_trap_subprocess ("/aws-http-tls/not-installed/subprocess", 0,
      G_TEST_SUBPROCESS_DEFAULT);
  g_unsetenv ("GIO_USE_TLS");
  g_test_trap_assert_passed ();
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

  g_assert_null (new_http ("/dev/zero", &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
  g_assert_nonnull (strstr (error->message, "it is not a regular file"));
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  g_test_add_func ("/aws-http-tls/certificates", test_certificates);
  g_test_add_func ("/aws-http-tls/no-tls", test_no_tls);
  g_test_add_func ("/aws-http-tls/not-installed", test_not_installed);
  g_test_add_func ("/aws-http-tls/not-installed/subprocess",
      test_not_installed_inside);
  g_test_add_func ("/aws-http-tls/bad-bundle", test_bad_bundle);
  return g_test_run ();
}
