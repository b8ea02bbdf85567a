/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * A process whose memory is searched: plays an element that fetches, sets it to
 * NULL on request, and ends on request.
 *
 *   play-and-stop ENDPOINT-URI complete|stopped
 *
 * With "complete", it prints "complete" when everything was fetched. Freed
 * memory is not reused, so that data that was not wiped is still found.
 */

#include <gst/gst.h>

#include <malloc.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define JOB "job-1"
#define REGION "eu-west-1"
#define COMPLETE "complete"
#define STOPPED "stopped"

/* AddressSanitizer has its own allocator, which keeps freed memory. */
#if !defined(__SANITIZE_ADDRESS__)

void
free (void *block)
{
  (void) block;
}

void *
realloc (void *block, size_t size)
{
  void *larger = malloc (size);

  if (larger != NULL && block != NULL)
    memcpy (larger, block, MIN (malloc_usable_size (block), size));
  return larger;
}

#endif

static void
read_order (void)
{
  char byte;

  if (read (STDIN_FILENO, &byte, 1) < 0)
    exit (EXIT_FAILURE);
}

static void
print_line (const char *line)
{
  g_print ("%s\n", line);
}

static void
wait_complete (GstBus *bus)
{
  GstProgressType type = GST_PROGRESS_TYPE_START;

  while (type != GST_PROGRESS_TYPE_COMPLETE) {
    g_autoptr (GstMessage) message = gst_bus_timed_pop_filtered (bus,
        GST_CLOCK_TIME_NONE, GST_MESSAGE_PROGRESS | GST_MESSAGE_ERROR);

    if (GST_MESSAGE_TYPE (message) == GST_MESSAGE_ERROR)
      exit (EXIT_FAILURE);
    gst_message_parse_progress (message, &type, NULL, NULL);
  }
}

int
main (int argc, char **argv)
{
  g_autoptr (GstElement) element = NULL;
  g_autoptr (GstBus) bus = NULL;

  g_assert (argc == 3);
  gst_init (NULL, NULL);
  element = gst_element_factory_make ("rekognitioncelebrity", NULL);
  g_assert_nonnull (element);
  gst_object_ref_sink (element);
  bus = gst_bus_new ();
  gst_element_set_bus (element, bus);
  g_object_set (element, "job-id", JOB, "region", REGION, "endpoint-uri",
      argv[1], NULL);
  gst_element_set_state (element, GST_STATE_PLAYING);
  if (g_str_equal (argv[2], COMPLETE)) {
    wait_complete (bus);
    print_line (COMPLETE);
  }
  read_order ();
  gst_element_set_state (element, GST_STATE_NULL);
  print_line (STOPPED);
  read_order ();
  gst_element_set_bus (element, NULL);
  return EXIT_SUCCESS;
}
