/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * playback-film: short films, whose pictures show the numbers of film and
 * frame, and the job of such a film. With the numbers, metas can be checked
 * against the picture, however timestamps were changed.
 */

#pragma once

#include <gst/video/video.h>

#include "support/rekognition/rek-model.h"
#include "support/common/temporary-folder.h"

G_BEGIN_DECLS

#define PLAYBACK_FILM_WIDTH 160
#define PLAYBACK_FILM_HEIGHT 96
#define PLAYBACK_FILM_FPS 25
#define PLAYBACK_FILM_N_FRAMES 150
#define PLAYBACK_FILM_JOB "film"
/* Maximum of detections per page for the job to have two pages. */
#define PLAYBACK_FILM_PAGE_SIZE 10
#define PLAYBACK_FILM_N_PAGES 2

/**
 * PlaybackFormat:
 * @PLAYBACK_FORMAT_WEBM: VP8 with a key frame every ten frames, and Vorbis
 * @PLAYBACK_FORMAT_AVI: JPEG (every frame is a key frame), without sound
 * @PLAYBACK_FORMAT_MOV: JPEG, without sound
 */
typedef enum {
  PLAYBACK_FORMAT_WEBM,
  PLAYBACK_FORMAT_AVI,
  PLAYBACK_FORMAT_MOV,
} PlaybackFormat;

/**
 * playback_film_paint:
 * @pad: a source pad of I420 video with the film's size and frame rate
 * @number: 0 or 1
 *
 * Paints frames of film @number over the buffers of @pad, by their PTS.
 */
void playback_film_paint (GstPad *pad, guint number);

/**
 * playback_film_make:
 * @number: the film, 0 or 1
 *
 * Writes a film of six seconds to @folder.
 *
 * Returns: (transfer full): its URI
 */
char *playback_film_make (const TemporaryFolder *folder, PlaybackFormat format,
    guint number);

/**
 * PlaybackPicture:
 * @film: the film's number
 * @frame: the frame's number, from 0
 * @is_drawn_on: whether anything is drawn above the number
 * @width: in pixels
 * @height: in pixels
 *
 * The content of a picture.
 */
typedef struct {
  guint film;
  guint frame;
  gboolean is_drawn_on;
  gint width;
  gint height;
} PlaybackPicture;

/**
 * playback_film_read:
 * @caps: caps of @buffer, of any size, with a format that begins with a plane
 *   of luma
 * @picture: (out): its content
 *
 * Returns: FALSE if it is not a frame of a film
 */
gboolean playback_film_read (GstBuffer *buffer, const GstCaps *caps,
    PlaybackPicture *picture);

/**
 * playback_film_get_time:
 *
 * Returns: start of @frame, in ns
 */
GstClockTime playback_film_get_time (guint frame);

/**
 * playback_film_create_job:
 *
 * Returns: (transfer full): the results of film 0, as the service sends them
 */
char *playback_film_create_job (void);

/**
 * playback_film_create_model:
 *
 * Returns: (transfer full): the people on film 0
 */
RekModel *playback_film_create_model (void);

G_END_DECLS
