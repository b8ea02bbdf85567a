/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * The time to load and register the plugin in a new process, measured
 * alternately with GStreamer's plugins soup and pango, which need about the
 * same libraries. Fails if it takes longer than both of them together.
 */

#include "bench-time.h"

#include <gio/gio.h>
#include <gst/gst.h>

#include <stdlib.h>

#define N_ROUNDS 25
#define MAX_RATIO 1.0
/* The exit code of a skipped benchmark, for meson. */
#define EXIT_SKIPPED 77

static const char *const names[] = { "rekognition", "soup", "pango",
  "soup and pango" };

/* Runs in the child: prints the milliseconds to load all of @files. */
static int
load (char **files, gsize n_files)
{
  double start = bench_get_cpu_ns ();

  for (gsize i = 0; i < n_files; i++) {
    g_autoptr (GError) error = NULL;
    g_autoptr (GstPlugin) plugin = gst_plugin_load_file (files[i], &error);

    if (plugin == NULL)
      g_error ("%s", error->message);
  }
  g_print ("%.3f\n", (bench_get_cpu_ns () - start) / 1e6);
  return EXIT_SUCCESS;
}

/* @files: (array zero-terminated=1) */
static double
time_load (const char *self, const char *const *files)
{
  g_autoptr (GPtrArray) words = g_ptr_array_new ();
  g_autoptr (GSubprocess) child = NULL;
  g_autoptr (GError) error = NULL;
  g_autofree char *output = NULL;

  g_ptr_array_add (words, (gpointer) self);
  for (; *files != NULL; files++)
    g_ptr_array_add (words, (gpointer) *files);
  g_ptr_array_add (words, NULL);

  child = g_subprocess_newv ((const char *const *) words->pdata,
      G_SUBPROCESS_FLAGS_STDOUT_PIPE, &error);
  if (child == NULL ||
      !g_subprocess_communicate_utf8 (child, NULL, NULL, &output, NULL, &error))
    g_error ("%s", error->message);
  if (!g_subprocess_get_successful (child))
    g_error ("a plugin could not be loaded");
  return g_ascii_strtod (output, NULL);
}

static gboolean
measure (const char *self, const char *ours, const char *soup,
    const char *pango)
{
  const char *const sides[][3] = { { ours }, { soup }, { pango },
    { soup, pango } };
  double ms[G_N_ELEMENTS (sides)][N_ROUNDS];
  double medians[G_N_ELEMENTS (sides)];
  double ratio;

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
    time_load (self, sides[i]);
  for (guint round = 0; round < N_ROUNDS; round++)
    for (guint i = 0; i < G_N_ELEMENTS (sides); i++)
      ms[i][round] = time_load (self, sides[i]);

  for (guint i = 0; i < G_N_ELEMENTS (sides); i++) {
    medians[i] = bench_get_median (ms[i], N_ROUNDS);
    g_print ("%s: loaded and registered in %.1f ms\n", names[i], medians[i]);
  }
  ratio = medians[0] / medians[3];
  g_print ("%s / %s: %.2f (at most %.1f)\n", names[0], names[3], ratio,
      MAX_RATIO);
  return ratio <= MAX_RATIO;
}

/* Arguments: PLUGIN FOLDER-OF-GSTREAMERS-PLUGINS. In the child: @load. */
int
main (int argc, char **argv)
{
  g_autofree char *soup = NULL;
  g_autofree char *pango = NULL;

  /* GStreamer must not search for plugins: it would load the measured ones. */
  g_setenv ("GST_PLUGIN_PATH_1_0", "", TRUE);
  g_setenv ("GST_PLUGIN_SYSTEM_PATH_1_0", "", TRUE);
  g_setenv ("GST_REGISTRY_DISABLE", "yes", TRUE);
  gst_init (NULL, NULL);
  if (argc != 3 || !g_file_test (argv[2], G_FILE_TEST_IS_DIR))
    return load (argv + 1, (gsize) argc - 1);

  soup = g_build_filename (argv[2], "libgstsoup.so", NULL);
  pango = g_build_filename (argv[2], "libgstpango.so", NULL);
  if (!g_file_test (soup, G_FILE_TEST_EXISTS) ||
      !g_file_test (pango, G_FILE_TEST_EXISTS)) {
    g_print ("skipped: no soup and pango plugins to compare with in %s\n",
        argv[2]);
    return EXIT_SKIPPED;
  }
  return measure (argv[0], argv[1], soup, pango) ? EXIT_SUCCESS : EXIT_FAILURE;
}
