/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Failures before a request is sent, to the service and to a source of
 * credentials: DNS lookup, connection, TLS handshake. */

#include <glib/gstdio.h>
#include <string.h>

#include "support/element/fault-clock.h"
#include "support/element/fault-scene.h"
#include "support/common/certificate.h"
#include "support/common/failing-resolver.h"

/* No request is sent there. */
#define NOWHERE "http://127.0.0.1:1"

/* A silent resolver answers a lookup only when it is cancelled. */
typedef struct {
  const char *name;
  int error;
  GstResourceError code;
} LookupRow;

static const LookupRow lookup_rows[] = {
  { "not-found", G_RESOLVER_ERROR_NOT_FOUND, GST_RESOURCE_ERROR_NOT_FOUND },
  { "no-answer", G_RESOLVER_ERROR_TEMPORARY_FAILURE,
      GST_RESOURCE_ERROR_NOT_FOUND },
  { "broken", G_RESOLVER_ERROR_INTERNAL, GST_RESOURCE_ERROR_NOT_FOUND },
};

typedef struct {
  FaultScene scene;
  GResolver *resolver;
  GResolver *old;
} LookupScene;

static void
lookup_scene_init (LookupScene *self, int error)
{
  self->old = g_resolver_get_default ();
  self->resolver = failing_resolver_new (error);
  g_resolver_set_default (self->resolver);
  fault_scene_init (&self->scene);
}

static void
lookup_scene_clear (LookupScene *self)
{
  fault_scene_clear (&self->scene);
  g_resolver_set_default (self->old);
  g_clear_object (&self->old);
  g_clear_object (&self->resolver);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (LookupScene, lookup_scene_clear)

static void
test_lookup_always (gconstpointer data)
{
  const LookupRow *row = data;
  g_auto (LookupScene) self = { 0 };

  lookup_scene_init (&self, row->error);
  element_rig_play (&self.scene.rig, "https://name.invalid");
  fault_scene_assert_outcome (&self.scene, row->code);
}

static void
write_results (FaultScript *script)
{
  fault_script_answer (script, "200 OK", NULL, FAULT_SCENE_PAGE_1);
  fault_script_answer (script, "200 OK", NULL, FAULT_SCENE_PAGE_2);
  fault_script_hang (script);
}

/* The lookup succeeds at the second attempt. */
static void
test_lookup_once (gconstpointer data)
{
  const LookupRow *row = data;
  g_auto (LookupScene) self = { 0 };
  g_autofree char *address = NULL;
  g_autofree char *uri = NULL;

  lookup_scene_init (&self, row->error);
  write_results (self.scene.service_script);
  address = fault_scene_serve (&self.scene, NULL, "http");
  uri = g_strdup_printf ("http://name.invalid:%u",
      scripted_server_get_port (self.scene.service));
  fault_clock_hold (1);
  element_rig_play (&self.scene.rig, uri);
  fault_clock_wait_held ();
  failing_resolver_recover (self.resolver);
  fault_clock_release ();
  fault_scene_assert_outcome (&self.scene, 0);
}

static void
test_credentials_lookup_always (gconstpointer data)
{
  const LookupRow *row = data;
  g_auto (LookupScene) self = { 0 };

  lookup_scene_init (&self, row->error);
  fault_scene_use_container (&self.scene, "https://name.invalid/");
  element_rig_play (&self.scene.rig, NOWHERE);
  fault_scene_assert_outcome (&self.scene, GST_RESOURCE_ERROR_NOT_AUTHORIZED);
}

/* With http, the name is looked up once more before, to check that the address
 * is a local one. */
static void
test_credentials_lookup_stop (gconstpointer data)
{
  g_auto (LookupScene) self = { 0 };
  g_autofree char *uri = g_strconcat (data, "://name.invalid/", NULL);

  lookup_scene_init (&self, FAILING_RESOLVER_SILENT);
  fault_scene_use_container (&self.scene, uri);
  element_rig_play (&self.scene.rig, NOWHERE);
  failing_resolver_wait (self.resolver);
  fault_scene_stop (&self.scene);
}

/* That lookup has a time limit, too. */
static void
test_credentials_lookup_silent (void)
{
  g_auto (LookupScene) self = { 0 };

  lookup_scene_init (&self, FAILING_RESOLVER_SILENT);
  fault_scene_use_container (&self.scene, "http://name.invalid/");
  element_rig_play (&self.scene.rig, NOWHERE);
  fault_scene_assert_outcome (&self.scene, GST_RESOURCE_ERROR_NOT_AUTHORIZED);
}

/* The server listens at the second attempt. */
static void
test_refused_once (void)
{
  g_autoptr (GSocket) socket = scripted_server_reserve ();
  g_auto (FaultScene) scene = { 0 };
  g_autofree char *uri = g_strdup_printf ("http://127.0.0.1:%u",
      scripted_server_get_reserved_port (socket));

  fault_scene_init (&scene);
  write_results (scene.service_script);
  fault_clock_hold (1);
  element_rig_play (&scene.rig, uri);
  fault_clock_wait_held ();
  scene.service = scripted_server_new_on (socket,
      fault_script_get_steps (scene.service_script), NULL);
  fault_clock_release ();
  fault_scene_assert_outcome (&scene, 0);
}

/* @is_slow: the client waits for the server. */
typedef struct {
  const char *name;
  ScriptedStep steps[2];
  gboolean is_slow;
} TlsRow;

/* What the server does instead of its part of the handshake. */
static const TlsRow tls_rows[] = {
  { "refused", { SCRIPT_END }, FALSE },
  { "hang", { SCRIPT_SEND ("\026"), SCRIPT_HANG }, TRUE },
  { "trickle",
      { SCRIPT_TRICKLE ("\026\003\003\100\001\002\001\001\001\001", 200),
          SCRIPT_HANG },
      TRUE },
  { "closed", { SCRIPT_SEND ("\026\003\003"), SCRIPT_CLOSE }, FALSE },
  /* After the handshake has begun: glib-networking (2.80) reports an earlier
   * close as an internal error. */
  { "reset", { SCRIPT_RECEIVE, SCRIPT_RESET }, FALSE },
  { "garbage", { SCRIPT_SEND ("SSH-2.0-server\r\n"), SCRIPT_CLOSE }, FALSE },
  { "oversized",
      { SCRIPT_SEND ("\026\003\003\377\377\002\377\377\377"), SCRIPT_CLOSE },
      FALSE },
  { "http", { SCRIPT_SEND (FAULT_SCENE_PAGE_1), SCRIPT_CLOSE }, FALSE },
  { "html",
      { SCRIPT_SEND ("HTTP/1.1 400 Bad Request\r\n\r\n<html></html>"),
          SCRIPT_CLOSE },
      FALSE },
  { "alert",
      { SCRIPT_SEND_BYTES ("\025\003\003\000\002\002\050", 7), SCRIPT_CLOSE },
      FALSE },
};

static void
write_tls_fault (FaultScript *script, const TlsRow *row, guint times)
{
  for (guint i = 0; i < times; i++) {
    for (guint step = 0; step < G_N_ELEMENTS (row->steps); step++)
      fault_script_add (script, row->steps[step]);
  }
}

static void
test_tls_always (gconstpointer data)
{
  const TlsRow *row = data;
  g_auto (FaultScene) scene = { 0 };
  g_autofree char *uri = NULL;

  fault_scene_init (&scene);
  write_tls_fault (scene.service_script, row, FAULT_SCENE_ATTEMPTS);
  uri = fault_scene_serve (&scene, NULL, "https");
  if (row->is_slow)
    g_object_set (scene.rig.element, "request-timeout",
        fault_scene_get_short_ms (), NULL);
  element_rig_play (&scene.rig, uri);
  fault_scene_assert_outcome (&scene, GST_RESOURCE_ERROR_OPEN_READ);
}

/* Returns: (transfer full): a certificate whose file is AWS_CA_BUNDLE until
 * remove_certificate() */
static GTlsCertificate *
create_certificate (void)
{
  static const TestCertificate settings = { "IP:127.0.0.1", -1, 1, NULL };
  g_autoptr (GError) error = NULL;
  g_autofree char *folder = g_dir_make_tmp ("connect-failures-XXXXXX", &error);
  g_autofree char *pem = g_build_filename (folder, "pem", NULL);
  GTlsCertificate *certificate;

  g_assert_no_error (error);
  test_certificate_write_as (&settings, pem);
  certificate = g_tls_certificate_new_from_file (pem, &error);
  g_assert_no_error (error);
  g_setenv ("AWS_CA_BUNDLE", pem, TRUE);
  return certificate;
}

static void
remove_certificate (void)
{
  const char *pem = g_getenv ("AWS_CA_BUNDLE");
  g_autofree char *folder = g_path_get_dirname (pem);

  g_unlink (pem);
  g_rmdir (folder);
  g_unsetenv ("AWS_CA_BUNDLE");
}

/* The second handshake succeeds. */
static void
test_tls_once (gconstpointer data)
{
  const TlsRow *row = data;
  g_auto (FaultScene) scene = { 0 };
  g_autoptr (GTlsCertificate) certificate = create_certificate ();
  g_autofree char *uri = NULL;

  fault_scene_init (&scene);
  write_tls_fault (scene.service_script, row, 1);
  fault_script_add (scene.service_script, (ScriptedStep) SCRIPT_START_TLS);
  write_results (scene.service_script);
  uri = fault_scene_serve (&scene, certificate, "https");
  /* A time limit that is long enough for a handshake. */
  if (row->is_slow)
    g_object_set (scene.rig.element, "request-timeout",
        3 * fault_scene_get_short_ms (), NULL);
  element_rig_play (&scene.rig, uri);
  fault_scene_assert_outcome (&scene, 0);
  remove_certificate ();
}

static void
test_tls_stop (gconstpointer data)
{
  const TlsRow *row = data;
  g_auto (FaultScene) scene = { 0 };
  g_autofree char *uri = NULL;

  fault_scene_init (&scene);
  write_tls_fault (scene.service_script, row, 1);
  uri = fault_scene_serve (&scene, NULL, "https");
  element_rig_play (&scene.rig, uri);
  scripted_server_wait_steps (scene.service, 1);
  fault_scene_stop (&scene);
}

static void
play_credentials_tls (FaultScene *scene, const TlsRow *row)
{
  g_autofree char *uri = NULL;

  fault_scene_init (scene);
  write_tls_fault (scene->credentials_script, row, FAULT_SCENE_MANY);
  scene->credentials = scripted_server_new (
      fault_script_get_steps (scene->credentials_script), NULL);
  uri = scripted_server_dup_uri (scene->credentials, "https", "/");
  fault_scene_use_container (scene, uri);
  element_rig_play (&scene->rig, NOWHERE);
}

static void
test_credentials_tls_always (gconstpointer data)
{
  g_auto (FaultScene) scene = { 0 };

  play_credentials_tls (&scene, data);
  fault_scene_assert_outcome (&scene, GST_RESOURCE_ERROR_NOT_AUTHORIZED);
}

/* The second handshake with the source of the credentials succeeds. */
static void
test_credentials_tls_once (gconstpointer data)
{
  const TlsRow *row = data;
  g_auto (FaultScene) scene = { 0 };
  g_autoptr (GTlsCertificate) certificate = create_certificate ();
  g_autofree char *credentials_uri = NULL;
  g_autofree char *uri = NULL;

  fault_scene_init (&scene);
  write_tls_fault (scene.credentials_script, row, 1);
  fault_script_add (scene.credentials_script, (ScriptedStep) SCRIPT_START_TLS);
  fault_script_answer (scene.credentials_script, "200 OK", NULL,
      FAULT_SCENE_CREDENTIALS);
  fault_script_hang (scene.credentials_script);
  scene.credentials = scripted_server_new (
      fault_script_get_steps (scene.credentials_script), certificate);
  credentials_uri = scripted_server_dup_uri (scene.credentials, "https", "/");
  fault_scene_use_container (&scene, credentials_uri);

  write_results (scene.service_script);
  uri = fault_scene_serve (&scene, NULL, "http");
  element_rig_play (&scene.rig, uri);
  fault_scene_assert_outcome (&scene, 0);
  remove_certificate ();
}

static void
test_credentials_tls_stop (gconstpointer data)
{
  g_auto (FaultScene) scene = { 0 };

  play_credentials_tls (&scene, data);
  scripted_server_wait_steps (scene.credentials, 1);
  fault_scene_stop (&scene);
}

static void
add (const char *step, const char *name, const char *kind, gconstpointer row,
    GTestDataFunc func)
{
  g_autofree char *path =
      g_strdup_printf ("/connect-failures/%s/%s/%s", step, name, kind);

  g_test_add_data_func (path, row, func);
}

static void
add_lookup (const LookupRow *row)
{
  add ("lookup", row->name, "always", row, test_lookup_always);
  add ("lookup", row->name, "once", row, test_lookup_once);
  add ("credentials-lookup", row->name, "always", row,
      test_credentials_lookup_always);
}

static void
add_tls (const TlsRow *row)
{
  add ("tls", row->name, "always", row, test_tls_always);
  add ("credentials-tls", row->name, "always", row,
      test_credentials_tls_always);
  if (row->steps[0].action != SCRIPTED_END) {
    add ("tls", row->name, "once", row, test_tls_once);
    add ("credentials-tls", row->name, "once", row, test_credentials_tls_once);
  }
  if (!row->is_slow)
    return;
  add ("tls", row->name, "stop", row, test_tls_stop);
  add ("credentials-tls", row->name, "stop", row, test_credentials_tls_stop);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  fault_scene_register_plugin ();

  for (guint i = 0; i < G_N_ELEMENTS (lookup_rows); i++)
    add_lookup (&lookup_rows[i]);
  add ("credentials-lookup", "silent-https", "stop", "https",
      test_credentials_lookup_stop);
  add ("credentials-lookup", "silent-http", "stop", "http",
      test_credentials_lookup_stop);
  g_test_add_func ("/connect-failures/credentials-lookup/silent-http/"
                   "always",
      test_credentials_lookup_silent);
  g_test_add_func ("/connect-failures/connect/refused/once", test_refused_once);
  for (guint i = 0; i < G_N_ELEMENTS (tls_rows); i++)
    add_tls (&tls_rows[i]);
  return element_rig_run ();
}
