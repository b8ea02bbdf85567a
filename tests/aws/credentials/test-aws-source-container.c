/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-container-uri-check.h"
#include "client/aws-error.h"
#include "credentials/aws-source.h"

#include "support/common/scripted-server.h"
#include "support/aws/source-rig.h"

#include <fcntl.h>
#include <string.h>
#include <sys/resource.h>

/* Longer than anything here takes. */
#define TIMEOUT_MS 20000
/* More than the process has open. */
#define N_DESCRIPTORS 64

#define RELATIVE "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI="
#define FULL "AWS_CONTAINER_CREDENTIALS_FULL_URI="
#define TOKEN "AWS_CONTAINER_AUTHORIZATION_TOKEN="
#define TOKEN_FILE "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE=@HOME@/token"

#define ECS "GET http://169.254.170.2/v2/credentials/x?a=b"
#define EKS "GET http://169.254.170.23/v1/credentials"
#define ECS_VARIABLE RELATIVE "/v2/credentials/x?a=b\n"
#define EKS_VARIABLE FULL "http://169.254.170.23/v1/credentials\n"

#define GOOD \
  "{\"RoleArn\":\"arn:aws:iam::1:role/r\",\"AccessKeyId\":\"id\"," \
  "\"SecretAccessKey\":\"SECRET-k\",\"Token\":\"SECRET-t\"," \
  "\"Expiration\":\"2026-01-31T13:00:00Z\"}"
#define FOUND "found id SECRET-k SECRET-t 3600"

#define JSON_ONLY "Accept: application/json\n!Authorization"

#define ANSWER(request, sent, status, body) \
  { \
    (request), (sent), (status), 0, (body), NULL \
  }
#define FAIL(request, failure) \
  { \
    (request), NULL, 0, (failure), NULL, NULL \
  }
#define END \
  { \
    NULL, NULL, 0, 0, NULL, NULL \
  }

typedef struct {
  const char *label;
  const char *variables;
  const char *token;
  const char *expected;
  RigExchange exchanges[5];
} ContainerCase;

static const ContainerCase cases[] = {
  { "not a container", NULL, NULL,
      "reason AWS_CONTAINER_CREDENTIALS_RELATIVE_URI", { END } },
  { "ECS", ECS_VARIABLE, NULL, FOUND,
      { ANSWER (ECS, JSON_ONLY, 200, GOOD), END } },
  { "the relative URI takes precedence", ECS_VARIABLE EKS_VARIABLE, NULL, FOUND,
      { ANSWER (ECS, JSON_ONLY, 200, GOOD), END } },
  { "EKS", EKS_VARIABLE TOKEN_FILE, "SECRET-token", FOUND,
      { ANSWER (EKS, "Authorization: SECRET-token", 200, GOOD), END } },
  { "a token in the environment", EKS_VARIABLE TOKEN "Basic SECRET=", NULL,
      FOUND, { ANSWER (EKS, "Authorization: Basic SECRET=", 200, GOOD), END } },
  { "a token for ECS", ECS_VARIABLE TOKEN "SECRET", NULL, FOUND,
      { ANSWER (ECS, "Authorization: SECRET", 200, GOOD), END } },
  { "the file takes precedence over the variable",
      EKS_VARIABLE TOKEN "SECRET-v\n" TOKEN_FILE, "SECRET-f", FOUND,
      { ANSWER (EKS, "Authorization: SECRET-f", 200, GOOD), END } },
  { "no such file", EKS_VARIABLE TOKEN_FILE, NULL,
      "error No such file or directory", { END } },
  { "no such file, although the variable is set",
      EKS_VARIABLE TOKEN "SECRET\n" TOKEN_FILE, NULL, "error @HOME@/token",
      { END } },
  { "a line break in the file", EKS_VARIABLE TOKEN_FILE, "SECRET\n",
      "error line break", { END } },
  { "an empty file", EKS_VARIABLE TOKEN_FILE, "", "error is empty", { END } },
  { "a carriage return in the variable", EKS_VARIABLE TOKEN "SECRET\rX: SECRET",
      NULL, "error line break", { END } },
  { "a path without its slash", RELATIVE ".example.com/x", NULL,
      "error must begin with a slash", { END } },
  { "a path without its slash, as a user", RELATIVE "@example.com/x", NULL,
      "error must begin with a slash", { END } },
  { "a host that is not allowed",
      FULL "http://example.invalid/x\n" TOKEN "SECRET", NULL,
      "error FULL_URI: the host example.invalid is not allowed", { END } },
  { "not a URI", FULL "/x", NULL, "error not a valid http or https URI",
      { END } },
  { "errors are retried", EKS_VARIABLE, NULL, FOUND,
      { ANSWER (EKS, NULL, 429, NULL), FAIL (EKS, AWS_ERROR_CONNECT),
          ANSWER (EKS, NULL, 200, GOOD), END } },
  { "three attempts", EKS_VARIABLE, NULL, "error nobody is there",
      { FAIL (EKS, AWS_ERROR_TIMED_OUT), FAIL (EKS, AWS_ERROR_TIMED_OUT),
          FAIL (EKS, AWS_ERROR_TIMED_OUT), END } },
  { "an untrusted certificate, not retried", EKS_VARIABLE, NULL,
      "error nobody is there", { FAIL (EKS, AWS_ERROR_UNTRUSTED), END } },
  { "no TLS here, not retried", EKS_VARIABLE, NULL, "error nobody is there",
      { FAIL (EKS, AWS_ERROR_NO_TLS), END } },
  { "too large, not retried", EKS_VARIABLE, NULL, "error nobody is there",
      { FAIL (EKS, AWS_ERROR_TOO_LARGE), END } },
  { "a truncated body", EKS_VARIABLE, NULL, FOUND,
      { ANSWER (EKS, NULL, 200, "{\"AccessKeyId\":\"SECRET"),
          ANSWER (EKS, NULL, 200, GOOD), END } },
  { "truncated bodies", EKS_VARIABLE, NULL, "error not a JSON object",
      { ANSWER (EKS, NULL, 200, "{\"AccessKeyId\":\"SECRET"),
          ANSWER (EKS, NULL, 200, "SECRET"), ANSWER (EKS, NULL, 200, ""),
          END } },
  { "refused, then not", EKS_VARIABLE, NULL, FOUND,
      { ANSWER (EKS, NULL, 404, "SECRET"), ANSWER (EKS, NULL, 403, "SECRET"),
          ANSWER (EKS, NULL, 200, GOOD), END } },
  { "refused", EKS_VARIABLE, NULL, "error HTTP status 403",
      { ANSWER (EKS, NULL, 400, "SECRET"), ANSWER (EKS, NULL, 401, "SECRET"),
          ANSWER (EKS, NULL, 403, "SECRET"), END } },
  { "a token in the query", FULL "http://127.0.0.1/x?token=SECRET", NULL,
      "error http://127.0.0.1/x answered with HTTP status 403",
      { ANSWER ("GET http://127.0.0.1/x?token=SECRET", NULL, 403, "no"),
          ANSWER ("GET http://127.0.0.1/x?token=SECRET", NULL, 403, "no"),
          ANSWER ("GET http://127.0.0.1/x?token=SECRET", NULL, 403, "no"),
          END } },
  { "a redirect is an error", EKS_VARIABLE, NULL, "error HTTP status 302",
      { ANSWER (EKS, NULL, 302, "SECRET"), ANSWER (EKS, NULL, 302, "SECRET"),
          ANSWER (EKS, NULL, 302, "SECRET"), END } },
  { "no key", EKS_VARIABLE, NULL, "error lacks AccessKeyId",
      { ANSWER (EKS, NULL, 200, "{\"AccessKeyId\":\"SECRET\"}"), END } },
  { "an expiration that is not a time", EKS_VARIABLE, NULL,
      "error Expiration is not a valid time",
      { ANSWER (EKS, NULL, 200,
            "{\"AccessKeyId\":\"id\",\"SecretAccessKey\":\"SECRET\","
            "\"Expiration\":\"SECRET\"}"),
          END } },
  { "no expiration and no token", EKS_VARIABLE, NULL, "found id SECRET-k - -",
      { ANSWER (EKS, NULL, 200,
            "{\"AccessKeyId\":\"id\",\"SecretAccessKey\":\"SECRET-k\"}"),
          END } },
  { "cancelled", EKS_VARIABLE, NULL, "cancelled",
      { FAIL (EKS, RIG_CANCELLED), END } },
};

static void
test_cases (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++) {
    const ContainerCase *c = &cases[i];
    g_autoptr (SourceRig) rig =
        source_rig_new (NULL, c->variables, c->exchanges);

    if (c->token != NULL)
      source_rig_write (rig, "token", c->token);
    source_rig_assert (rig, c->label, &rekaws_source_container, NULL,
        c->expected);
  }
}

/* The file is read at each call. */
static void
test_token_renewed (void)
{
  static const RigExchange exchanges[] = {
    ANSWER (EKS, "Authorization: SECRET-1", 200, GOOD),
    ANSWER (EKS, "Authorization: SECRET-2", 200, GOOD),
    END,
  };
  g_autoptr (SourceRig) rig =
      source_rig_new (NULL, EKS_VARIABLE TOKEN_FILE, exchanges);

  source_rig_write (rig, "token", "SECRET-1");
  source_rig_assert (rig, "first", &rekaws_source_container, NULL, FOUND);
  source_rig_write (rig, "token", "SECRET-2");
  source_rig_assert (rig, "second", &rekaws_source_container, NULL, FOUND);
}

/* A resolver that only knows these names. A name that changes resolves to its
 * addresses once, and to other ones from then on. */

typedef GResolver TestResolver;
typedef GResolverClass TestResolverClass;

static GType test_resolver_get_type (void);

G_DEFINE_TYPE (TestResolver, test_resolver, G_TYPE_RESOLVER)

static const struct {
  const char *name;
  const char *addresses;
  gboolean changes;
} names[] = {
  { "here.test", "127.0.0.1 ::1", FALSE },
  { "changing.test", "::1 127.0.0.1", TRUE },
  { "there.test", "192.0.2.1", FALSE },
  { "both.test", "127.0.0.1 192.0.2.1", FALSE },
  { "agent.test", "169.254.170.2", FALSE },
};

static gint n_changes;

static GList *
list_addresses (const char *name)
{
  GList *addresses = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (names); i++) {
    g_auto (GStrv) texts = g_strsplit (names[i].addresses, " ", -1);

    if (names[i].changes && g_str_equal (name, names[i].name) &&
        g_atomic_int_add (&n_changes, 1) > 0)
      return g_list_prepend (NULL,
          g_inet_address_new_from_string ("192.0.2.1"));
    for (guint j = 0; g_str_equal (name, names[i].name) && texts[j] != NULL;
         j++)
      addresses =
          g_list_append (addresses, g_inet_address_new_from_string (texts[j]));
  }
  return addresses;
}

static void
free_addresses (gpointer addresses)
{
  g_resolver_free_addresses (addresses);
}

static void
test_resolver_lookup_async (GResolver *resolver, const char *name,
    GCancellable *cancellable, GAsyncReadyCallback callback, gpointer user_data)
{
  g_autoptr (GTask) task =
      g_task_new (resolver, cancellable, callback, user_data);
  GList *addresses = list_addresses (name);

  if (addresses != NULL)
    g_task_return_pointer (task, addresses, free_addresses);
  else
    g_task_return_new_error (task, G_RESOLVER_ERROR, G_RESOLVER_ERROR_NOT_FOUND,
        "%s: no such name", name);
}

static GList *
test_resolver_lookup_finish (GResolver *resolver G_GNUC_UNUSED,
    GAsyncResult *result, GError **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
test_resolver_class_init (TestResolverClass *klass)
{
  klass->lookup_by_name_async = test_resolver_lookup_async;
  klass->lookup_by_name_finish = test_resolver_lookup_finish;
}

static void
test_resolver_init (TestResolver *self G_GNUC_UNUSED)
{
}

static void
install_test_resolver (void)
{
  g_autoptr (GResolver) resolver =
      g_object_new (test_resolver_get_type (), NULL);

  g_resolver_set_default (resolver);
}

typedef struct {
  const char *uri;
  gboolean is_allowed;
} UriCase;

static const UriCase uris[] = {
  { "https://example.com/x", TRUE },
  { "HTTPS://192.0.2.1/", TRUE },
  { "http://localhost/x", TRUE },
  { "http://LOCALHOST:80", TRUE },
  { "http://127.0.0.1:1234/x", TRUE },
  { "http://127.255.255.254/", TRUE },
  { "http://[::1]:1234/x", TRUE },
  { "http://169.254.170.2/x", TRUE },
  { "http://169.254.170.23:80/x", TRUE },
  { "http://[fd00:ec2::23]/x", TRUE },
  { "http://[fd00:ec2:0::23]/x", TRUE },
  { "http://128.0.0.1/", FALSE },
  { "http://169.254.170.22/", FALSE },
  { "http://169.254.169.254/", FALSE },
  { "http://[fd00:ec2::24]/", FALSE },
  { "http://[::2]/", FALSE },
  { "http://0.0.0.0/", FALSE },
  { "http://here.test:1234/x", TRUE },
  { "http://there.test/", FALSE },
  { "http://both.test/", FALSE },
  { "http://agent.test/", FALSE },
  { "http://example.invalid/", FALSE },
  { "http://127.0.0.1@192.0.2.1/", FALSE },
  { "http://127.0.0.1.example.invalid/", FALSE },
  { "ftp://127.0.0.1/", FALSE },
  { "127.0.0.1/x", FALSE },
  { "http:///x", FALSE },
};

static void
test_uris (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (uris); i++) {
    g_autoptr (GError) error = NULL;
    g_auto (GStrv) addresses = NULL;
    gboolean is_allowed = rekaws_container_uri_check (uris[i].uri, TIMEOUT_MS,
        &addresses, NULL, &error);

    g_test_message ("%s", uris[i].uri);
    g_assert_cmpint (is_allowed, ==, uris[i].is_allowed);
    if (!is_allowed)
      g_assert_error (error, AWS_ERROR, AWS_ERROR_CONFIG);
  }
}

static void
test_uri_cancelled (void)
{
  g_autoptr (GCancellable) cancellable = g_cancellable_new ();
  g_auto (GStrv) addresses = NULL;
  g_autoptr (GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_false (rekaws_container_uri_check ("http://example.invalid/",
      TIMEOUT_MS, &addresses, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Runs in a subprocess. */
static void
test_uri_descriptors_inside (void)
{
  struct rlimit before, limit;
  g_auto (GStrv) addresses = NULL;
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (getrlimit (RLIMIT_NOFILE, &before), ==, 0);
  limit = before;
  limit.rlim_cur = N_DESCRIPTORS;
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  while (fcntl (0, F_DUPFD_CLOEXEC, 0) >= 0) {
    /* until none is left */
  }
  g_assert_false (rekaws_container_uri_check ("http://here.test/", TIMEOUT_MS,
      &addresses, NULL, &error));
  g_assert_error (error, AWS_ERROR, AWS_ERROR_NO_DESCRIPTORS);

  /* LeakSanitizer needs some on exit. */
  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &before), ==, 0);
}

/* If this failed, GLib would abort the process. */
static void
test_uri_descriptors (void)
{
  g_test_trap_subprocess ("/aws-source-container/uri-descriptors/subprocess", 0,
      G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

/* Over a real socket, with a proxy set. */
static void
test_network (void)
{
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n"
                       "Connection: close\r\n\r\n%s",
          strlen (GOOD), GOOD);
  const ScriptedStep steps[] = {
    SCRIPT_READ,
    SCRIPT_SEND ("HTTP/1.1 503 Wait\r\nContent-Length: 0\r\n"
                 "Connection: close\r\n\r\n"),
    SCRIPT_CLOSE,
    SCRIPT_READ,
    SCRIPT_SEND (answer),
    SCRIPT_CLOSE,
    SCRIPT_END,
  };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/role?a=b");
  g_autofree char *variables = g_strdup_printf (FULL "%s\n" TOKEN_FILE "\n"
                                                     "http_proxy="
                                                     "http://127.0.0.1:9",
      uri);
  g_autoptr (SourceRig) rig = source_rig_new (NULL, variables, NULL);
  g_autofree char *request = NULL;
  g_autofree char *token = NULL;

  source_rig_write (rig, "token", "SECRET-token");
  source_rig_set_transport (rig, rekaws_transport_get_network ());
  source_rig_assert (rig, "network", &rekaws_source_container, NULL, FOUND);

  g_assert_cmpuint (scripted_server_get_n_requests (server), ==, 2);
  g_assert_cmpuint (source_rig_get_waited (rig), ==, 1);
  request = scripted_server_dup_request (server, 1);
  g_assert_true (g_str_has_prefix (request, "GET /role?a=b HTTP/1.1\r\n"));
  token = scripted_server_dup_header (server, 1, "Authorization");
  g_assert_cmpstr (token, ==, "SECRET-token");
}

/* The request goes to the addresses that were checked, whatever the name resolves
 * to by then. Nothing listens on the first of them. */
static void
test_network_name (void)
{
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\n\r\n%s", strlen (GOOD), GOOD);
  const ScriptedStep steps[] = {
    SCRIPT_READ,
    SCRIPT_SEND ("HTTP/1.1 503 Wait\r\nContent-Length: 0\r\n\r\n"),
    SCRIPT_CLOSE,
    SCRIPT_READ,
    SCRIPT_SEND (answer),
    SCRIPT_CLOSE,
    SCRIPT_END,
  };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *host =
      g_strdup_printf ("changing.test:%u", scripted_server_get_port (server));
  g_autofree char *variables = g_strdup_printf (FULL "http://%s/role", host);
  g_autoptr (SourceRig) rig = source_rig_new (NULL, variables, NULL);
  g_autofree char *sent_to = NULL;

  source_rig_set_transport (rig, rekaws_transport_get_network ());
  g_atomic_int_set (&n_changes, 0);
  source_rig_assert (rig, "name", &rekaws_source_container, NULL, FOUND);

  g_assert_cmpint (g_atomic_int_get (&n_changes), ==, 1);
  sent_to = scripted_server_dup_header (server, 1, "Host");
  g_assert_cmpstr (sent_to, ==, host);

  source_rig_assert (rig, "name", &rekaws_source_container, NULL,
      "error changing.test is not allowed");
}

/* Elsewhere the token would be in wrong hands. */
static void
test_network_redirect (void)
{
  static const ScriptedStep nothing[] = { SCRIPT_READ, SCRIPT_END };
  g_autoptr (ScriptedServer) other = scripted_server_new (nothing, NULL);
  g_autofree char *elsewhere = scripted_server_dup_uri (other, "http", "/");
  g_autofree char *answer =
      g_strdup_printf ("HTTP/1.1 307 There\r\nLocation: %s\r\n"
                       "Content-Length: 0\r\nConnection: close\r\n\r\n",
          elsewhere);
  const ScriptedStep steps[] = {
    SCRIPT_READ,
    SCRIPT_SEND (answer),
    SCRIPT_CLOSE,
    SCRIPT_READ,
    SCRIPT_SEND (answer),
    SCRIPT_CLOSE,
    SCRIPT_READ,
    SCRIPT_SEND (answer),
    SCRIPT_CLOSE,
    SCRIPT_END,
  };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");
  g_autofree char *variables =
      g_strdup_printf (FULL "%s\n" TOKEN "SECRET", uri);
  g_autoptr (SourceRig) rig = source_rig_new (NULL, variables, NULL);

  source_rig_set_transport (rig, rekaws_transport_get_network ());
  source_rig_assert (rig, "redirect", &rekaws_source_container, NULL,
      "error HTTP status 307");
  g_assert_cmpuint (scripted_server_get_n_requests (other), ==, 0);
}

int
main (int argc, char **argv)
{
  g_test_init (&argc, &argv, NULL);
  install_test_resolver ();
  g_test_add_func ("/aws-source-container/cases", test_cases);
  g_test_add_func ("/aws-source-container/token-renewed", test_token_renewed);
  g_test_add_func ("/aws-source-container/uris", test_uris);
  g_test_add_func ("/aws-source-container/uri-cancelled", test_uri_cancelled);
  g_test_add_func ("/aws-source-container/uri-descriptors",
      test_uri_descriptors);
  g_test_add_func ("/aws-source-container/uri-descriptors/subprocess",
      test_uri_descriptors_inside);
  g_test_add_func ("/aws-source-container/network", test_network);
  g_test_add_func ("/aws-source-container/network-name", test_network_name);
  g_test_add_func ("/aws-source-container/network-redirect",
      test_network_redirect);
  return g_test_run ();
}
