/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * playback-film: short films whose pictures say which frame of which film they
 * are, so that what is attached to a buffer can be checked against what is
 * seen on it, whatever became of its times; and the job of such a film.
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
/* Detections that a page may have for the job to come in two. */
#define PLAYBACK_FILM_PAGE_SIZE 10
#define PLAYBACK_FILM_N_PAGES 2

/**
 * PlaybackFormat:
 * @PLAYBACK_FORMAT_WEBM: VP8 with a key frame every ten frames, and Vorbis
 * @PLAYBACK_FORMAT_AVI: JPEG: every frame is a key frame; no sound
 * @PLAYBACK_FORMAT_MOV: JPEG; no sound
 */
typedef enum {
  PLAYBACK_FORMAT_WEBM,
  PLAYBACK_FORMAT_AVI,
  PLAYBACK_FORMAT_MOV,
} PlaybackFormat;

/**
 * playback_film_paint:
 * @pad: a source pad of video in I420 of the film's size and frame rate
 * @number: 0 or 1
 *
 * Makes what leaves @pad frames of film @number, by their PTS.
 */
void playback_film_paint (GstPad *pad, guint number);

/**
 * playback_film_make:
 * @number: 0 or 1: which film
 *
 * Makes a film of six seconds in @folder.
 *
 * Returns: (transfer full): its URI
 */
char *playback_film_make (const TemporaryFolder *folder, PlaybackFormat format,
    guint number);

/**
 * PlaybackPicture:
 * @film: the film's number
 * @frame: the frame's, from 0
 * @is_drawn_on: whether anything is drawn above the number
 * @width: in pixels
 * @height: in pixels
 *
 * What a picture shows.
 */
typedef struct {
  guint film;
  guint frame;
  gboolean is_drawn_on;
  gint width;
  gint height;
} PlaybackPicture;

/**
 * playback_film_look:
 * @caps: of @buffer, of any size, in a format that begins with a plane of luma
 * @picture: (out): what it shows
 *
 * Returns: FALSE where it is no frame of a film
 */
gboolean playback_film_look (GstBuffer *buffer, const GstCaps *caps,
    PlaybackPicture *picture);

/**
 * playback_film_get_time:
 *
 * Returns: when @frame begins, ns
 */
GstClockTime playback_film_get_time (guint frame);

/**
 * playback_film_create_job:
 *
 * Returns: (transfer full): film 0's results, as the service sends them
 */
char *playback_film_create_job (void);

/**
 * playback_film_create_model:
 *
 * Returns: (transfer full): who is on film 0
 */
RekModel *playback_film_create_model (void);

G_END_DECLS
