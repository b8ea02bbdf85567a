/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The memory of a process whose element has returned to NULL must contain
 * neither a secret key that it read nor a signing key derived from it. That
 * process (play-and-stop.c) is given only the paths of the files, does not
 * reuse freed memory, and is searched from outside.
 */

#define _GNU_SOURCE /* memmem() */

#include <fcntl.h>
#include <gio/gio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/element/element-rig.h"
#include "support/common/scripted-server.h"
#include "support/common/temporary-folder.h"

#define JOB "job-1"
#define REGION "eu-west-1"
#define KEY_ID "AKIDSECRETSTEST"
/* free() overwrites the start of a block, so search for the end. */
#define SECRET_START "wJalrXUtnFEMIsecretsTest"
#define SECRET_END "K7MDENGbPxRfiCYvEnd0"
#define SECRET SECRET_START SECRET_END
#define PATIENCE_US (20 * (gint64) G_USEC_PER_SEC)
#define COMPLETE "complete"
#define STOPPED "stopped"
/* Larger mappings are AddressSanitizer's shadow memory. */
#define LARGEST_MAPPING ((guint64) 256 * 1024 * 1024)
#define CHUNK ((gsize) 1024 * 1024)
#define DIGEST_SIZE 32
#define N_KEYS 4

static const char *program;

/* A source of the secret key, and how far the fetch gets. */
typedef struct {
  const char *name;
  const char *config;
  const char *credentials;
  gboolean is_complete;
} Row;

#define KEYS \
  "aws_access_key_id = " KEY_ID "\n" \
  "aws_secret_access_key = " SECRET "\n"

static const Row rows[] = {
  { "credentials-file-cancelled", "", "[default]\n" KEYS, FALSE },
  { "credentials-file-complete", "", "[default]\n" KEYS, TRUE },
  { "config-file-cancelled", "[default]\n" KEYS, "", FALSE },
  { "config-file-complete", "[default]\n" KEYS, "", TRUE },
};

typedef struct {
  const char *name;
  const void *bytes;
  gsize size;
} Needle;

static guint
count_in (const guint8 *data, gsize size, const Needle *needle)
{
  const guint8 *end = data + size;
  guint n = 0;

  while ((data = memmem (data, (gsize) (end - data), needle->bytes,
              needle->size)) != NULL) {
    data++;
    n++;
  }
  return n;
}

/* Chunks overlap, so that matches across their boundaries are found. */
static guint
count_in_mapping (int memory, guint64 start, guint64 end, const Needle *needle)
{
  g_autofree guint8 *chunk = g_malloc (CHUNK + needle->size);
  guint n = 0;

  for (guint64 at = start; at < end; at += CHUNK) {
    gsize wanted = (gsize) MIN (CHUNK + needle->size - 1, end - at);
    gssize size = pread (memory, chunk, wanted, (off_t) at);

    if (size > 0)
      n += count_in (chunk, (gsize) size, needle);
  }
  return n;
}

/* Returns the number of occurrences of @needle in the writable memory. */
static guint
count_in_process (const char *pid, const Needle *needle)
{
  g_autofree char *maps_path = g_strdup_printf ("/proc/%s/maps", pid);
  g_autofree char *memory_path = g_strdup_printf ("/proc/%s/mem", pid);
  g_autofree char *maps = NULL;
  g_auto (GStrv) lines = NULL;
  int memory = open (memory_path, O_RDONLY | O_CLOEXEC);
  guint n = 0;

  g_assert_cmpint (memory, >=, 0);
  g_assert_true (g_file_get_contents (maps_path, &maps, NULL, NULL));
  lines = g_strsplit (maps, "\n", -1);
  for (gsize i = 0; lines[i] != NULL; i++) {
    char *rest;
    guint64 start = g_ascii_strtoull (lines[i], &rest, 16);
    guint64 end = *rest == '-' ? g_ascii_strtoull (rest + 1, &rest, 16) : 0;

    if (g_str_has_prefix (rest, " rw") && end - start <= LARGEST_MAPPING)
      n += count_in_mapping (memory, start, end, needle);
  }
  close (memory);
  return n;
}

static void
hmac (const guint8 *key, gsize size, const char *text,
    guint8 digest[DIGEST_SIZE])
{
  g_autoptr (GHmac) state = g_hmac_new (G_CHECKSUM_SHA256, key, size);
  gsize digest_size = DIGEST_SIZE;

  g_hmac_update (state, (const guchar *) text, (gssize) strlen (text));
  g_hmac_get_digest (state, digest, &digest_size);
}

/* The scope of a signing key. */
typedef struct {
  const char *secret;
  const char *date;
  const char *region;
  const char *service;
} Scope;

/* The intermediate keys, of which the last signs. */
static void
make_signing_keys (const Scope *scope, guint8 keys[N_KEYS][DIGEST_SIZE])
{
  g_autofree char *start = g_strconcat ("AWS4", scope->secret, NULL);

  hmac ((const guint8 *) start, strlen (start), scope->date, keys[0]);
  hmac (keys[0], DIGEST_SIZE, scope->region, keys[1]);
  hmac (keys[1], DIGEST_SIZE, scope->service, keys[2]);
  hmac (keys[2], DIGEST_SIZE, "aws4_request", keys[3]);
}

/* free() overwrites the start of a block, so search for the end. */
static Needle
get_needle (const guint8 key[DIGEST_SIZE])
{
  return (Needle){ "signing key", key + DIGEST_SIZE / 2, DIGEST_SIZE / 2 };
}

static void
assert_wiped (const char *pid)
{
  static const Needle secret = { "secret key", SECRET_END,
    sizeof SECRET_END - 1 };
  g_autoptr (GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *date = g_date_time_format (now, "%Y%m%d");
  const Scope scope = { SECRET, date, REGION, "rekognition" };
  guint8 keys[N_KEYS][DIGEST_SIZE];

  g_assert_cmpuint (count_in_process (pid, &secret), ==, 0);
  make_signing_keys (&scope, keys);
  for (gsize i = 0; i < N_KEYS; i++) {
    Needle key = get_needle (keys[i]);

    g_assert_cmpuint (count_in_process (pid, &key), ==, 0);
  }
}

/* A secret in use is found, which shows that a leftover one would be. */
static void
assert_found (const char *pid)
{
  static const Needle secret = { "secret key", SECRET_END,
    sizeof SECRET_END - 1 };

  g_assert_cmpuint (count_in_process (pid, &secret), >, 0);
}

static GSubprocessLauncher *
create_launcher (void)
{
  return g_subprocess_launcher_new (
      G_SUBPROCESS_FLAGS_STDIN_PIPE | G_SUBPROCESS_FLAGS_STDOUT_PIPE);
}

static GSubprocess *
start_child (GSubprocessLauncher *launcher, const Row *row,
    TemporaryFolder *folder, const char *uri)
{
  g_autofree char *config =
      temporary_folder_write (folder, "config", row->config);
  g_autofree char *credentials =
      temporary_folder_write (folder, "credentials", row->credentials);
  g_autoptr (GError) error = NULL;
  GSubprocess *child;

  g_subprocess_launcher_setenv (launcher, "AWS_CONFIG_FILE", config, TRUE);
  g_subprocess_launcher_setenv (launcher, "AWS_SHARED_CREDENTIALS_FILE",
      credentials, TRUE);
  child = g_subprocess_launcher_spawn (launcher, &error, program, uri,
      row->is_complete ? COMPLETE : STOPPED, NULL);
  g_assert_no_error (error);
  return child;
}

static void
assert_line (GDataInputStream *lines, const char *expected)
{
  g_autoptr (GError) error = NULL;
  g_autofree char *line =
      g_data_input_stream_read_line (lines, NULL, NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpstr (line, ==, expected);
}

static void
give_order (GSubprocess *child)
{
  g_autoptr (GError) error = NULL;

  g_output_stream_write_all (g_subprocess_get_stdin_pipe (child), "\n", 1, NULL,
      NULL, &error);
  g_assert_no_error (error);
}

static LocalEndpoint *
start_endpoint (const Row *row)
{
  const LocalEndpointSettings settings = { .access_key_id = KEY_ID,
    .secret_access_key = SECRET };
  LocalEndpoint *endpoint = local_endpoint_new (&settings);
  g_autoptr (GError) error = NULL;

  local_endpoint_add_synthetic (endpoint, JOB, 2, 1000);
  if (!row->is_complete)
    local_endpoint_add_fault (endpoint, "hang@2", &error);
  g_assert_no_error (error);
  local_endpoint_start (endpoint, &error);
  g_assert_no_error (error);
  return endpoint;
}

static void
test_row (gconstpointer data)
{
  const Row *row = data;
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autoptr (LocalEndpoint) endpoint = start_endpoint (row);
  g_autoptr (GSubprocessLauncher) launcher = create_launcher ();
  g_autoptr (GSubprocess) child =
      start_child (launcher, row, folder, local_endpoint_get_uri (endpoint));
  g_autoptr (GDataInputStream) lines =
      g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  const char *pid = g_subprocess_get_identifier (child);
  LocalEndpointStatistics statistics;
  g_autoptr (GError) error = NULL;

  if (row->is_complete) {
    assert_line (lines, COMPLETE);
  } else {
    g_assert_true (local_endpoint_wait_for_requests (endpoint, 2,
        PATIENCE_US * element_rig_get_patience ()));
    assert_found (pid);
  }
  local_endpoint_get_statistics (endpoint, &statistics);
  g_assert_cmpuint (statistics.valid_signatures, ==, 2);

  give_order (child);
  assert_line (lines, STOPPED);
  assert_wiped (pid);
  give_order (child);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);
}

/* GIO copies the body into a buffer of its own, which cannot be wiped. */
#define N_FOREIGN 1
#define TOKEN_END "Qm9keUVuZHNIZXJlX3NlY3JldHM"
#define STS_ANSWER \
  "{\"AssumeRoleWithWebIdentityResponse\":" \
  "{\"AssumeRoleWithWebIdentityResult\":{\"Credentials\":{" \
  "\"AccessKeyId\":\"" KEY_ID "\",\"SecretAccessKey\":\"" SECRET \
  "\",\"SessionToken\":\"session\",\"Expiration\":4102444800}}}}"

/* Returns: (transfer full): environment that makes the child request
 * credentials from @server */
static GSubprocessLauncher *
create_web_identity_launcher (TemporaryFolder *folder, ScriptedServer *server)
{
  GSubprocessLauncher *launcher = create_launcher ();
  g_autofree char *start = g_strnfill (1000, 'w');
  g_autofree char *token = g_strconcat (start, "+", TOKEN_END, "\n", NULL);
  g_autofree char *path = temporary_folder_write (folder, "token", token);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "/");

  g_subprocess_launcher_setenv (launcher, "AWS_WEB_IDENTITY_TOKEN_FILE", path,
      TRUE);
  g_subprocess_launcher_setenv (launcher, "AWS_ROLE_ARN",
      "arn:aws:iam::1:role/R", TRUE);
  g_subprocess_launcher_setenv (launcher, "AWS_ENDPOINT_URL_STS", uri, TRUE);
  return launcher;
}

/* The token is part of the body of the request to STS. */
static void
test_web_identity (void)
{
  static const Row row = { "web-identity", "", "", TRUE };
  static const Needle token = { "token", TOKEN_END, sizeof TOKEN_END - 1 };
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Length: %zu\r\nConnection: close\r\n\r\n%s",
      strlen (STS_ANSWER), STS_ANSWER);
  const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (answer),
    SCRIPT_CLOSE, SCRIPT_END };
  g_autoptr (ScriptedServer) sts = scripted_server_new (steps, NULL);
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  const LocalEndpointSettings settings = { .access_key_id = KEY_ID,
    .secret_access_key = SECRET,
    .session_token = "session" };
  g_autoptr (LocalEndpoint) endpoint = local_endpoint_new (&settings);
  g_autoptr (GSubprocessLauncher) launcher =
      create_web_identity_launcher (folder, sts);
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GDataInputStream) lines = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *request = NULL;

  local_endpoint_add_synthetic (endpoint, JOB, 2, 1000);
  local_endpoint_start (endpoint, &error);
  g_assert_no_error (error);
  child =
      start_child (launcher, &row, folder, local_endpoint_get_uri (endpoint));
  lines = g_data_input_stream_new (g_subprocess_get_stdout_pipe (child));
  assert_line (lines, COMPLETE);
  request = scripted_server_dup_request (sts, 0);
  g_assert_nonnull (strstr (request, "%2B" TOKEN_END));

  give_order (child);
  assert_line (lines, STOPPED);
  g_assert_cmpuint (
      count_in_process (g_subprocess_get_identifier (child), &token), <=,
      N_FOREIGN);
  give_order (child);
  g_assert_true (g_subprocess_wait_check (child, NULL, &error));
  g_assert_no_error (error);
}

/* Checks the search itself, with the example of the Signature Version 4
 * documentation: the keys are derived correctly and are found. */
static void
test_signing_key (void)
{
  static const Scope scope = { "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY",
    "20150830", "us-east-1", "iam" };
  g_autofree guint8 *keys = g_malloc (N_KEYS * DIGEST_SIZE);
  g_autofree char *pid = g_strdup_printf ("%d", (int) getpid ());
  guint8 *key = keys + (N_KEYS - 1) * DIGEST_SIZE;
  g_autoptr (GString) text = g_string_new (NULL);
  Needle needle = get_needle (key);

  make_signing_keys (&scope, (guint8 (*)[DIGEST_SIZE]) keys);
  for (gsize i = 0; i < DIGEST_SIZE; i++)
    g_string_append_printf (text, "%02x", key[i]);
  g_assert_cmpstr (text->str, ==,
      "c4afb1cc5771d871763a393e44b703571b55cc28424d1a5e86da6ed3c154a4b9");
  g_assert_cmpuint (count_in_process (pid, &needle), >, 0);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];
  for (gsize i = 0; i < G_N_ELEMENTS (rows); i++) {
    g_autofree char *path =
        g_strconcat ("/secrets-in-memory/", rows[i].name, NULL);

    g_test_add_data_func (path, &rows[i], test_row);
  }
  g_test_add_func ("/secrets-in-memory/web-identity", test_web_identity);
  g_test_add_func ("/secrets-in-memory/signing-key", test_signing_key);
  return element_rig_run ();
}
