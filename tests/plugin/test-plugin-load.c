/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * GStreamer loads and registers every installed plugin whenever it rebuilds its
 * registry. This must not start threads, open files or connections, or
 * initialise TLS or Pango.
 */

#include <gst/gst.h>

#include <dlfcn.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <stddef.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define EXIT_NO_FILTER 3
#define REGISTER_ONLY "--register-only"

/* The only system calls that open files, start threads or create sockets. */
static const guint forbidden[] = {
#ifdef SYS_open
  SYS_open,
#endif
  SYS_openat,
#ifdef SYS_openat2
  SYS_openat2,
#endif
  SYS_clone,
#ifdef SYS_clone3
  SYS_clone3,
#endif
  SYS_socket,
};

#define N_FORBIDDEN G_N_ELEMENTS (forbidden)

/* From now on each of them kills the process. */
static gboolean
forbid (void)
{
  struct sock_filter filter[N_FORBIDDEN + 3];
  struct sock_fprog program = { G_N_ELEMENTS (filter), filter };
  guint n = 0;

  filter[n++] = (struct sock_filter) BPF_STMT (BPF_LD | BPF_W | BPF_ABS,
      offsetof (struct seccomp_data, nr));
  for (guint i = 0; i < N_FORBIDDEN; i++)
    filter[n++] = (struct sock_filter) BPF_JUMP (BPF_JMP | BPF_JEQ | BPF_K,
        forbidden[i], (guint8) (N_FORBIDDEN - i), 0);
  filter[n++] =
      (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_ALLOW);
  filter[n++] =
      (struct sock_filter) BPF_STMT (BPF_RET | BPF_K, SECCOMP_RET_KILL_PROCESS);

  return prctl (PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 &&
      prctl (PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program) == 0;
}

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  g_assert_nonnull (dir);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* Loads the libraries that the plugin is linked with. */
static void
load_libraries (const char *file)
{
  if (dlopen (file, RTLD_NOW | RTLD_LOCAL) == NULL)
    g_error ("%s", dlerror ());
}

/* The child's part. It ends with _exit(), without exit handlers. */
static void
register_only (void)
{
  const char *file = g_getenv ("TEST_PLUGIN");
  g_autoptr (GstPlugin) plugin = NULL;

  gst_init (NULL, NULL);
  load_libraries (file);
  if (!forbid ())
    _exit (EXIT_NO_FILTER);
  plugin = gst_plugin_load_file (file, NULL);
  _exit (plugin != NULL ? EXIT_SUCCESS : EXIT_FAILURE);
}

static void
test_system_calls (gconstpointer self)
{
  char *words[] = { (char *) self, (char *) REGISTER_ONLY, NULL };
  g_autoptr (GError) error = NULL;
  int status;

  g_spawn_sync (NULL, words, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, NULL,
      &status, &error);
  g_assert_no_error (error);
  if (WIFEXITED (status) && WEXITSTATUS (status) == EXIT_NO_FILTER) {
    g_test_skip ("system calls cannot be forbidden here");
    return;
  }
  /* A signal means that one of them was called. */
  g_assert_false (WIFSIGNALED (status));
  g_assert_cmpint (WEXITSTATUS (status), ==, EXIT_SUCCESS);
}

static void
load_here (void)
{
  guint n_threads;
  guint n_files;
  g_autoptr (GstPlugin) plugin = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *maps = NULL;

  gst_init (NULL, NULL);
  n_threads = count_entries ("/proc/self/task");
  n_files = count_entries ("/proc/self/fd");
  plugin = gst_plugin_load_file (g_getenv ("TEST_PLUGIN"), &error);
  g_assert_no_error (error);
  g_assert_cmpuint (count_entries ("/proc/self/task"), ==, n_threads);
  g_assert_cmpuint (count_entries ("/proc/self/fd"), ==, n_files);

  g_assert_true (g_file_get_contents ("/proc/self/maps", &maps, NULL, NULL));
  g_assert_nonnull (strstr (maps, "gstrekognition"));
  g_assert_null (strstr (maps, "/gio/modules/"));
  g_assert_null (strstr (maps, "libgnutls"));
  g_assert_null (strstr (maps, "libsoup"));
  g_assert_cmpuint (g_type_from_name ("GTlsBackend"), ==, 0);
  g_assert_cmpuint (g_type_from_name ("PangoFontMap"), ==, 0);
}

static void
test_process (void)
{
  if (g_test_subprocess ()) {
    load_here ();
    return;
  }
  g_test_trap_subprocess (NULL, 0, G_TEST_SUBPROCESS_INHERIT_STDERR);
  g_test_trap_assert_passed ();
}

int
main (int argc, char **argv)
{
  /* Hide all other plugins. */
  g_setenv ("GST_PLUGIN_PATH_1_0", "", TRUE);
  g_setenv ("GST_PLUGIN_SYSTEM_PATH_1_0", "", TRUE);
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  if (argc == 2 && g_str_equal (argv[1], REGISTER_ONLY))
    register_only ();

  g_test_init (&argc, &argv, NULL);
  g_test_add_data_func ("/plugin-load/system-calls", argv[0],
      test_system_calls);
  g_test_add_func ("/plugin-load/process", test_process);
  return g_test_run ();
}
