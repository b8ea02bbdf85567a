/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "soak-usage.h"

#include <malloc.h>
#include <unistd.h>

#define PATIENCE_US (20 * (gint64) G_USEC_PER_SEC)
#define POLL_US 10000
#define N_STEADY_POLLS 50
/* By how much caches of threads and libraries vary. */
#define HEAP_SLACK (256 * 1024)
/* Fragmented memory, which cannot be returned. */
#define RESIDENT_SLACK (24 * 1024 * 1024)

static guint
count_entries (const char *folder)
{
  g_autoptr (GDir) dir = g_dir_open (folder, 0, NULL);
  guint n = 0;

  if (dir == NULL)
    g_error ("cannot read %s", folder);
  while (g_dir_read_name (dir) != NULL)
    n++;
  return n;
}

/* The second number of the file: resident pages. */
static gsize
get_resident_bytes (void)
{
  g_autofree char *text = NULL;
  g_auto (GStrv) numbers = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    g_error ("cannot read /proc/self/statm");
  numbers = g_strsplit (text, " ", 3);
  return (gsize) g_ascii_strtoull (numbers[1], NULL, 10) *
      (gsize) sysconf (_SC_PAGESIZE);
}

void
soak_usage_measure (SoakUsage *usage)
{
  struct mallinfo2 info;

  g_thread_pool_stop_unused_threads ();
  malloc_trim (0);
  info = mallinfo2 ();
  usage->n_threads = count_entries ("/proc/self/task");
  usage->n_files = count_entries ("/proc/self/fd");
  usage->heap_bytes = info.uordblks + info.hblkhd;
  usage->resident_bytes = get_resident_bytes ();
}

void
soak_usage_settle (SoakUsage *usage)
{
  guint n_steady = 0;
  SoakUsage last;

  soak_usage_measure (usage);
  while (n_steady < N_STEADY_POLLS) {
    last = *usage;
    g_usleep (POLL_US);
    soak_usage_measure (usage);
    n_steady =
        last.n_threads == usage->n_threads && last.n_files == usage->n_files
        ? n_steady + 1
        : 0;
  }
}

static gboolean
has_grown (const SoakUsage *before, const SoakUsage *now)
{
  return now->n_threads > before->n_threads || now->n_files > before->n_files ||
      now->heap_bytes > before->heap_bytes + HEAP_SLACK ||
      now->resident_bytes > before->resident_bytes + RESIDENT_SLACK;
}

gboolean
soak_usage_check (const SoakUsage *before, SoakUsage *now)
{
  gint64 deadline = g_get_monotonic_time () + PATIENCE_US;

  soak_usage_measure (now);
  while (has_grown (before, now) && g_get_monotonic_time () < deadline) {
    g_usleep (POLL_US);
    soak_usage_measure (now);
  }
  return !has_grown (before, now);
}

void
soak_usage_print (const char *when, const SoakUsage *usage)
{
  g_print ("# %s: %u threads, %u files, %.0f kB allocated, %.0f kB resident\n",
      when, usage->n_threads, usage->n_files,
      (double) usage->heap_bytes / 1024.0,
      (double) usage->resident_bytes / 1024.0);
}
