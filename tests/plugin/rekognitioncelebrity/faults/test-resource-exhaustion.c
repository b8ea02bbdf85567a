/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* If the system has no threads or file descriptors left, there must be an error
 * or the results; the process must not abort. */

#define _GNU_SOURCE

#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <string.h>
#include <sys/resource.h>
#include <unistd.h>

#include "support/element/element-rig.h"
#include "support/common/scripted-server.h"
#include "support/common/temporary-folder.h"

#define JOB "job-1"
#define PAGE \
  "{\"JobStatus\":\"SUCCEEDED\",\"JobId\":\"" JOB \
  "\",\"Celebrities\":[{\"Timestamp\":0,\"Celebrity\":{\"Id\":\"a\"}}]}"
#define ANY_NUMBER (-1)

#define URI_VARIABLE "TEST_SYSTEM_URI"
#define SPARE_VARIABLE "TEST_SYSTEM_SPARE"
#define FILE_VARIABLE "TEST_SYSTEM_FILE"
#define MAX_DESCRIPTORS 512
#define PLENTY 60
#define PATIENCE_US (60 * (guint64) G_USEC_PER_SEC)

typedef int (*CreateThread) (pthread_t *, const pthread_attr_t *,
    void *(*) (void *), void *);

/* Number of threads that can still be created. */
static gint n_threads = ANY_NUMBER;

/* Replaces the C library's function in the whole process. */
int
pthread_create (pthread_t *thread, const pthread_attr_t *attributes,
    void *(*func) (void *), void *data)
{
  CreateThread create = NULL;

  if (g_atomic_int_get (&n_threads) == 0)
    return EAGAIN;
  if (g_atomic_int_get (&n_threads) > 0)
    g_atomic_int_add (&n_threads, -1);
  /* ISO C has no cast from an object pointer to a function pointer. */
  *(void **) &create = dlsym (RTLD_NEXT, "pthread_create");
  return create (thread, attributes, func, data);
}

static void
assert_failed (ElementRig *rig, GstResourceError code, const char *text)
{
  g_autoptr (GstMessage) message = element_rig_wait (rig, GST_MESSAGE_ERROR);
  g_autoptr (GError) error = NULL;

  gst_message_parse_error (message, &error, NULL);
  g_test_message ("%s", error->message);
  g_assert_error (error, GST_RESOURCE_ERROR, (int) code);
  g_assert_nonnull (strstr (error->message, text));
  element_rig_wait_progress (rig, GST_PROGRESS_TYPE_ERROR);
}

typedef struct {
  const char *name;
  int n_threads;
  gboolean is_complete;
} ThreadRow;

/* The fetch's thread, then those that parse, of which one is enough. */
static const ThreadRow thread_rows[] = {
  { "none", 0, FALSE },
  { "one", 1, FALSE },
  { "two", 2, TRUE },
};

static void
test_threads (gconstpointer data)
{
  const ThreadRow *row = data;
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_write (folder, "results", PAGE);
  g_auto (ElementRig) rig = { 0 };

  element_rig_init (&rig, JOB, NULL);
  g_object_set (rig.element, "results-location", filename, NULL);
  g_atomic_int_set (&n_threads, row->n_threads);
  g_assert_cmpint (gst_element_set_state (rig.element, GST_STATE_PAUSED), ==,
      row->n_threads == 0 ? GST_STATE_CHANGE_FAILURE
                          : GST_STATE_CHANGE_SUCCESS);
  if (row->is_complete)
    element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
  else
    assert_failed (&rig, GST_RESOURCE_ERROR_FAILED, "hread");
  g_atomic_int_set (&n_threads, ANY_NUMBER);
}

/* celebritylog writes in a thread of its own. */
static void
test_log_thread (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_get_path (folder, "log");
  g_autoptr (GstElement) log = gst_element_factory_make ("celebritylog", NULL);
  g_autoptr (GstBus) bus = gst_bus_new ();
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  gst_object_ref_sink (log);
  gst_element_set_bus (log, bus);
  g_object_set (log, "location", filename, NULL);
  g_atomic_int_set (&n_threads, 0);
  g_assert_cmpint (gst_element_set_state (log, GST_STATE_PAUSED), ==,
      GST_STATE_CHANGE_FAILURE);
  g_atomic_int_set (&n_threads, ANY_NUMBER);

  message = gst_bus_pop_filtered (bus, GST_MESSAGE_ERROR);
  g_assert_nonnull (message);
  gst_message_parse_error (message, &error, NULL);
  g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "thread"));
  gst_element_set_state (log, GST_STATE_NULL);
  gst_element_set_bus (log, NULL);
}

/* Opens all file descriptors but @spare. */
static void
take_descriptors (guint spare)
{
  const struct rlimit limit = { MAX_DESCRIPTORS, MAX_DESCRIPTORS };
  g_autoptr (GArray) taken = g_array_new (FALSE, FALSE, sizeof (int));
  int fd;

  g_assert_cmpint (setrlimit (RLIMIT_NOFILE, &limit), ==, 0);
  while ((fd = fcntl (0, F_DUPFD_CLOEXEC, 0)) >= 0)
    g_array_append_val (taken, fd);
  g_assert_cmpuint (taken->len, >=, spare);
  for (guint i = 0; i < spare; i++)
    close (g_array_index (taken, int, taken->len - 1 - i));
}

/* Runs in a process of its own; the server is in the parent process. */
static void
test_descriptors_inside (void)
{
  guint spare = (guint) g_ascii_strtoull (g_getenv (SPARE_VARIABLE), NULL, 10);
  g_auto (ElementRig) rig = { 0 };
  g_autoptr (GstMessage) message = NULL;
  g_autoptr (GError) error = NULL;

  element_rig_init (&rig, JOB, NULL);
  g_object_set (rig.element, "retry-attempts", 1, "results-location",
      g_getenv (FILE_VARIABLE), NULL);
  take_descriptors (spare);
  element_rig_play (&rig, g_getenv (URI_VARIABLE));
  if (spare == PLENTY) {
    element_rig_wait_progress (&rig, GST_PROGRESS_TYPE_COMPLETE);
    return;
  }

  do {
    g_clear_pointer (&message, gst_message_unref);
    message = element_rig_wait (&rig, GST_MESSAGE_ERROR | GST_MESSAGE_PROGRESS);
    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_PROGRESS) {
      GstProgressType type;

      gst_message_parse_progress (message, &type, NULL, NULL);
      if (type == GST_PROGRESS_TYPE_COMPLETE)
        return;
    }
  } while (GST_MESSAGE_TYPE (message) != GST_MESSAGE_ERROR);
  gst_message_parse_error (message, &error, NULL);
  g_printerr ("%u left: %s\n", spare, error->message);
  g_assert_error (error, GST_RESOURCE_ERROR, GST_RESOURCE_ERROR_OPEN_READ);
  g_assert_nonnull (strstr (error->message, "ulimit -n"));
}

static void
run_with_descriptors (guint spare)
{
  g_autofree char *answer = g_strdup_printf (
      "HTTP/1.1 200 OK\r\nContent-Length: %" G_GSIZE_FORMAT "\r\n\r\n%s",
      strlen (PAGE), PAGE);
  const ScriptedStep steps[] = { SCRIPT_READ, SCRIPT_SEND (answer), SCRIPT_HANG,
    SCRIPT_END };
  g_autoptr (ScriptedServer) server = scripted_server_new (steps, NULL);
  g_autofree char *uri = scripted_server_dup_uri (server, "http", "");
  g_autofree char *number = g_strdup_printf ("%u", spare);

  g_setenv (URI_VARIABLE, uri, TRUE);
  g_setenv (SPARE_VARIABLE, number, TRUE);
  g_test_trap_subprocess ("/resource-exhaustion/descriptors/subprocess",
      PATIENCE_US * (guint64) element_rig_get_patience (),
      G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_passed ();
}

static void
test_descriptors (void)
{
  static const guint spares[] = { 0, 1, 2, 3, 5, 7, 8, 9, PLENTY };

  for (guint i = 0; i < G_N_ELEMENTS (spares); i++)
    run_with_descriptors (spares[i]);
}

/* A results file needs one descriptor. */
static void
test_descriptors_file (void)
{
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *filename = temporary_folder_write (folder, "results", PAGE);

  g_setenv (FILE_VARIABLE, filename, TRUE);
  run_with_descriptors (0);
  g_unsetenv (FILE_VARIABLE);
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);

  for (guint i = 0; i < G_N_ELEMENTS (thread_rows); i++) {
    g_autofree char *path = g_strconcat ("/resource-exhaustion/threads/",
        thread_rows[i].name, NULL);

    g_test_add_data_func (path, &thread_rows[i], test_threads);
  }
  g_test_add_func ("/resource-exhaustion/threads/log", test_log_thread);
  g_test_add_func ("/resource-exhaustion/descriptors", test_descriptors);
  g_test_add_func ("/resource-exhaustion/descriptors-file",
      test_descriptors_file);
  g_test_add_func ("/resource-exhaustion/descriptors/subprocess",
      test_descriptors_inside);
  return element_rig_run ();
}
