/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Frames in memory that can be neither mapped nor copied pass each element
 * unchanged, with their metas. */

#include "support/element/element-rig.h"
#include "support/overlay/overlay-frame.h"
#include "support/common/temporary-folder.h"
#include "support/passthrough/passthrough-job.h"

#define SIZE ",width=320,height=240,framerate=10/1"

/* Memory that must not be read. */
typedef struct {
  GstAllocator parent;
} TestAllocator;

typedef GstAllocatorClass TestAllocatorClass;

static GType test_allocator_get_type (void);
G_DEFINE_TYPE (TestAllocator, test_allocator, GST_TYPE_ALLOCATOR)

static gpointer
map (GstMemory *memory, gsize max_size, GstMapFlags flags)
{
  (void) memory;
  (void) max_size;
  (void) flags;
  g_test_fail_printf ("A frame was mapped");
  return NULL;
}

static GstMemory *
copy (GstMemory *memory, gssize offset, gssize size)
{
  (void) memory;
  (void) offset;
  (void) size;
  g_test_fail_printf ("A frame was copied");
  return NULL;
}

static GstMemory *
share (GstMemory *memory, gssize offset, gssize size)
{
  (void) memory;
  (void) offset;
  (void) size;
  g_test_fail_printf ("A part of a frame was taken");
  return NULL;
}

static void
free_memory (GstAllocator *allocator, GstMemory *memory)
{
  (void) allocator;
  g_free (memory);
}

static void
test_allocator_class_init (TestAllocatorClass *klass)
{
  klass->free = free_memory;
}

static void
test_allocator_init (TestAllocator *self)
{
  GST_ALLOCATOR (self)->mem_type = "TestMemory";
  GST_ALLOCATOR (self)->mem_map = map;
  GST_ALLOCATOR (self)->mem_copy = copy;
  GST_ALLOCATOR (self)->mem_share = share;
  GST_OBJECT_FLAG_SET (self, GST_ALLOCATOR_FLAG_CUSTOM_ALLOC);
}

static GstBuffer *
create_buffer (void)
{
  const gsize size = PASSTHROUGH_JOB_WIDTH * PASSTHROUGH_JOB_HEIGHT * 4;
  g_autoptr (GstAllocator) allocator =
      gst_object_ref_sink (g_object_new (test_allocator_get_type (), NULL));
  GstMemory *memory = g_new0 (GstMemory, 1);
  GstBuffer *buffer = gst_buffer_new ();

  gst_memory_init (memory, (GstMemoryFlags) 0, allocator, NULL, size, 0, 0,
      size);
  gst_buffer_append_memory (buffer, memory);
  GST_BUFFER_PTS (buffer) = 0;
  GST_BUFFER_DURATION (buffer) = GST_SECOND / PASSTHROUGH_JOB_FPS;
  return buffer;
}

typedef struct {
  const char *name;
  const char *caps;
  guint since_minor;
} Memory;

static const Memory memories[] = {
  { "dmabuf", "video/x-raw(memory:DMABuf),format=NV12" SIZE, 22 },
  { "dmabuf-of-drm",
      "video/x-raw(memory:DMABuf),format=DMA_DRM,"
      "drm-format=NV12:0x0100000000000002" SIZE,
      24 },
  { "gl", "video/x-raw(memory:GLMemory),format=RGBA,texture-target=2D" SIZE,
      22 },
  { "vulkan", "video/x-raw(memory:VulkanImage),format=NV12" SIZE, 22 },
};

typedef struct {
  const char *name;
  const char *launch_line;
  gboolean attaches;
  gboolean draws;
} Element;

static const Element elements[] = {
  { "rekognitioncelebrity", "rekognitioncelebrity results-location=%s", TRUE,
      FALSE },
  { "celebrityoverlay", "celebrityoverlay", FALSE, TRUE },
  { "celebritylog", "celebritylog mode=frames location=%s.log", FALSE, FALSE },
};

/* Downstream blends the overlay, as GL sinks do. */
static GstHarness *
create_harness (const Element *element, const Memory *memory,
    const char *results)
{
  g_autofree char *line = NULL;
  GString *text = g_string_new (element->launch_line);
  GstHarness *harness;

  g_string_replace (text, "%s", results, 0);
  line = g_string_free (text, FALSE);
  harness = gst_harness_new_parse (line);
  gst_harness_set_live (harness, FALSE);
  gst_harness_add_propose_allocation_meta (harness,
      GST_VIDEO_OVERLAY_COMPOSITION_META_API_TYPE, NULL);
  gst_harness_set_src_caps_str (harness, memory->caps);
  return harness;
}

static GstBuffer *
push (GstHarness *harness, GstBuffer *buffer)
{
  GstBuffer *out;

  g_assert_cmpint (gst_harness_push (harness, buffer), ==, GST_FLOW_OK);
  out = gst_harness_try_pull (harness);
  g_assert_nonnull (out);
  return out;
}

static void
check_out (const Element *element, GstBuffer *out, GstMemory *memory)
{
  g_assert_cmpuint (gst_buffer_n_memory (out), ==, 1);
  g_assert_true (gst_buffer_peek_memory (out, 0) == memory);
  g_assert_nonnull (gst_buffer_get_custom_meta (out, GST_CELEBRITY_META_NAME));
  g_assert_cmpint (gst_buffer_get_video_overlay_composition_meta (out) != NULL,
      ==, element->draws);
}

/* A shared buffer is not modified. */
static void
check_shared (const Element *element, GstBuffer *shared)
{
  g_assert_cmpuint (element_rig_count_regions (shared), ==,
      element->attaches ? 0 : PASSTHROUGH_JOB_N_PEOPLE);
  g_assert_null (gst_buffer_get_video_overlay_composition_meta (shared));
}

static void
check (const Element *element, const Memory *memory, gboolean is_shared)
{
  static const OverlayPerson people[PASSTHROUGH_JOB_N_PEOPLE] = {
    { "Ada Moreno", "1Am0rE7", 120, 80, 80, 90 },
    { "Ben Okafor", "2Ok4F0r", 220, 40, 50, 60 },
  };
  g_autoptr (TemporaryFolder) folder = temporary_folder_new ();
  g_autofree char *results = temporary_folder_get_path (folder, "job.jsonl");
  GstHarness *harness;
  g_autoptr (GstBuffer) shared = NULL;
  g_autoptr (GstBuffer) out = NULL;
  GstBuffer *buffer = create_buffer ();
  GstMemory *frame = gst_buffer_peek_memory (buffer, 0);
  GstVideoInfo info;

  gst_video_info_set_format (&info, GST_VIDEO_FORMAT_RGBA,
      PASSTHROUGH_JOB_WIDTH, PASSTHROUGH_JOB_HEIGHT);
  if (!element->attaches)
    overlay_frame_attach (buffer, &info, people, PASSTHROUGH_JOB_N_PEOPLE,
        GST_CELEBRITY_META_TYPE_CELEBRITY | GST_CELEBRITY_META_TYPE_ROI);
  if (is_shared)
    shared = gst_buffer_ref (buffer);
  passthrough_job_write (results);
  harness = create_harness (element, memory, results);
  out = push (harness, buffer);
  check_out (element, out, frame);
  if (is_shared)
    check_shared (element, shared);
  gst_harness_teardown (harness);
}

static void
test_memory (gconstpointer data)
{
  const Memory *memory = data;
  guint major, minor, micro, nano;

  gst_version (&major, &minor, &micro, &nano);
  if (minor < memory->since_minor) {
    g_test_skip ("this GStreamer release does not have these caps");
    return;
  }
  for (guint i = 0; i < G_N_ELEMENTS (elements); i++) {
    check (&elements[i], memory, FALSE);
    check (&elements[i], memory, TRUE);
  }
}

int
main (int argc, char **argv)
{
  element_rig_main (&argc, &argv);
  for (guint i = 0; i < G_N_ELEMENTS (memories); i++) {
    g_autofree char *path =
        g_strconcat ("/opaque-memory/", memories[i].name, NULL);

    g_test_add_data_func (path, &memories[i], test_memory);
  }
  return element_rig_run ();
}
