/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-page: one parsed answer of GetCelebrityRecognition. The only user of
 * json-glib for results.
 *
 * https://docs.aws.amazon.com/rekognition/latest/APIReference/API_GetCelebrityRecognition.html
 *
 * Every member is optional, null counts as absent (in a list too), unknown
 * members are ignored, numbers may be integers and integers may be written
 * as 500.0. The strings "NaN", "Infinity" and "-Infinity" where a
 * number belongs count as absent. A member of the wrong type (another string
 * where a number belongs) makes the page invalid, as does anything that
 * rek_json_check() refuses. Duplicate keys: the last one wins. Names may be in
 * camelCase; if an object has both, the service's own spelling wins.
 *
 * Omitted:
 * - detections without a Timestamp from 0 to REK_MAX_TIMESTAMP_MS, or with
 *   neither Id nor Name; they are counted
 * - numbers beyond a thousand million (infinity included), where the service
 *   has percent, ratios and degrees; sizes that are not positive; negative
 *   durations
 * - boxes that lack one of their four numbers or have a negative size. A box
 *   of no width or height is kept, as one partly or wholly outside the frame
 *   is: consumers see that there is nothing to show
 * - landmarks that lack their type or a coordinate
 * - attributes, and records of a list, that have no fields left
 */

#pragma once

#include "results/rek-pool.h"
#include "page/rek-foreign.h"

G_BEGIN_DECLS

/**
 * REK_PAGE_MAX_SIZE:
 *
 * The maximum size of a page, from whatever source, in bytes.
 */
#define REK_PAGE_MAX_SIZE (64 * 1024 * 1024)

/**
 * RekJobStatus:
 *
 * JobStatus of the answer. UNKNOWN: absent, or an unknown word.
 */
typedef enum {
  REK_JOB_STATUS_UNKNOWN,
  REK_JOB_STATUS_IN_PROGRESS,
  REK_JOB_STATUS_SUCCEEDED,
  REK_JOB_STATUS_FAILED,
} RekJobStatus;

/**
 * rek_job_status_get_name:
 *
 * Returns: (transfer none): the service's name of @status; "" for UNKNOWN
 */
const char *rek_job_status_get_name (RekJobStatus status);

/**
 * RekVideoMetadata:
 * @codec: (nullable): as "h264"
 * @format: (nullable): as "QuickTime / MOV"
 * @color_range: (nullable): "FULL" or "LIMITED"
 * @duration_ms: milliseconds; -1: not sent
 * @frame_rate: frames per second, or NAN
 * @frame_width: pixels; 0: not sent
 * @frame_height: pixels; 0: not sent
 */
typedef struct {
  const char *codec;
  const char *format;
  const char *color_range;
  gint64 duration_ms;
  double frame_rate;
  guint frame_width;
  guint frame_height;
} RekVideoMetadata;

/**
 * RekJobInfo:
 * @status: JobStatus
 * @status_text: (nullable): JobStatus as it was sent
 * @status_message: (nullable): StatusMessage
 * @job_id: (nullable): JobId
 * @job_tag: (nullable): JobTag
 * @video_bucket: (nullable): Video.S3Object.Bucket
 * @video_name: (nullable): Video.S3Object.Name
 * @video_version: (nullable): Video.S3Object.Version
 * @video: VideoMetadata
 *
 * What a page says about its job. Strings are the pool's.
 */
typedef struct {
  RekJobStatus status;
  const char *status_text;
  const char *status_message;
  const char *job_id;
  const char *job_tag;
  const char *video_bucket;
  const char *video_name;
  const char *video_version;
  RekVideoMetadata video;
} RekJobInfo;

/**
 * RekPage:
 * @info: about the job
 * @next_token: (nullable): NextToken, never ""
 * @detections: (element-type RekDetection): in the answer's order; the
 *   pool's
 * @n_skipped: detections that were skipped as unusable
 * @has_list: whether it has a member Celebrities, which may be null
 * @foreign: (nullable): if it has no usable detection: what the answer
 *   seems to be, judged by its members
 */
typedef struct {
  RekJobInfo info;
  char *next_token;
  GPtrArray *detections;
  guint n_skipped;
  gboolean has_list;
  const RekForeign *foreign;
} RekPage;

/**
 * rek_page_parse:
 * @body: the answer's bytes
 * @pool: where strings and detections go; must outlive the page
 * @error: REK_ERROR_INVALID with what is wrong and, if known, the location
 *   (as "Celebrities[3].Celebrity.Face.BoundingBox.Left"); it
 *   contains no part of @body
 *
 * Returns: (transfer full) (nullable): the page
 */
RekPage *rek_page_parse (GBytes *body, RekPool *pool, GError **error);

/**
 * rek_page_parse_shared:
 * @pool_lock: (nullable): held during each access to the pool
 *
 * As rek_page_parse(), for threads that parse pages into one pool at the same
 * time.
 */
RekPage *rek_page_parse_shared (GBytes *body, RekPool *pool, GMutex *pool_lock,
    GError **error);

void rek_page_free (RekPage *page);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RekPage, rek_page_free)

G_END_DECLS
