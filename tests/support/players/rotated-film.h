/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rotated-film: MP4 files as phones make them: the picture is stored as the
 * sensor was held, with a matrix that says how to turn it upright. What is in
 * the picture can be found in its pixels.
 */

#pragma once

#include <gst/video/video.h>

#include "support/common/temporary-folder.h"

G_BEGIN_DECLS

/* Of the upright picture, pixels. */
#define ROTATED_FILM_WIDTH 144
#define ROTATED_FILM_HEIGHT 256

#define ROTATED_FILM_N_FRAMES 10

/* Of a dot, pixels. */
#define ROTATED_FILM_DOT_SIZE 8

#define ROTATED_FILM_DETECTION(ms) \
  "{\"Timestamp\":" ms ",\"Celebrity\":{\"Name\":\"Ada Moreno\"," \
  "\"Id\":\"1aB\",\"Confidence\":99,\"BoundingBox\":{\"Left\":0.125," \
  "\"Top\":0.0625,\"Width\":0.5,\"Height\":0.375},\"Face\":{" \
  "\"BoundingBox\":{\"Left\":0.25,\"Top\":0.09375,\"Width\":0.25," \
  "\"Height\":0.125},\"Landmarks\":[{\"Type\":\"nose\",\"X\":0.3125," \
  "\"Y\":0.125}]}}}"

#define ROTATED_FILM_METADATA \
  "\"VideoMetadata\":{\"FrameWidth\":360,\"FrameHeight\":640," \
  "\"DurationMillis\":400}"

/**
 * ROTATED_FILM_JOB:
 *
 * The film's results, of the upright picture in another resolution.
 */
#define ROTATED_FILM_JOB \
  "{\"JobStatus\":\"SUCCEEDED\"," ROTATED_FILM_METADATA \
  ",\"Celebrities\":[" ROTATED_FILM_DETECTION ( \
      "0") "," ROTATED_FILM_DETECTION ("240") "]}"

/**
 * RotatedFilmArea:
 *
 * In pixels, or in ratios of a frame.
 */
typedef struct {
  double x;
  double y;
  double w;
  double h;
} RotatedFilmArea;

/**
 * rotated_film_face:
 *
 * Where the face is in the upright picture, in ratios.
 */
extern const RotatedFilmArea rotated_film_face;

/**
 * RotatedFilmOrientation:
 * @name: value of the tag: how a frame must be turned to be upright
 * @recorded: direction for videoflip that does the opposite
 * @matrix: of the track: a, b, c, d of ISO/IEC 14496-12
 * @swaps: whether width and height are exchanged
 * @is_mirrored: whether the picture is as in a mirror
 */
typedef struct {
  const char *name;
  const char *recorded;
  gint8 matrix[4];
  gboolean swaps;
  gboolean is_mirrored;
} RotatedFilmOrientation;

#define ROTATED_FILM_N_ORIENTATIONS 8

extern const RotatedFilmOrientation
    rotated_film_orientations[ROTATED_FILM_N_ORIENTATIONS];

/**
 * rotated_film_make:
 * @folder: where the film is written
 * @has_matrix: FALSE: the film does not say how it was recorded
 *
 * Returns: (transfer full): the film's path
 */
char *rotated_film_make (const TemporaryFolder *folder,
    const RotatedFilmOrientation *orientation, gboolean has_matrix);

/**
 * RotatedFilmPicture:
 * @width: of the frame
 * @height: of the frame
 * @face: where a face is seen
 * @body: where a body is seen
 * @dot: where a landmark is seen
 *
 * What is seen on a frame, in pixels.
 */
typedef struct {
  gint width;
  gint height;
  RotatedFilmArea face;
  RotatedFilmArea body;
  RotatedFilmArea dot;
} RotatedFilmPicture;

/**
 * rotated_film_look:
 * @buffer: a decoded frame, with 8 bits of luma first
 * @picture: (out): what is seen on it
 */
void rotated_film_look (GstBuffer *buffer, const GstCaps *caps,
    RotatedFilmPicture *picture);

/**
 * rotated_film_wait:
 * @type: of the message to wait for
 * @patience: how long, ns
 *
 * The test fails at an error or a warning.
 *
 * Returns: FALSE if no such message comes in time
 */
gboolean rotated_film_wait (GstElement *pipeline, GstMessageType type,
    GstClockTime patience);

G_END_DECLS
