/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rotated-film: MP4 files as phones write them: the picture is stored in the
 * orientation of the sensor, with a matrix that turns it upright. Face, body
 * and dot can be located in the pixels.
 */

#pragma once

#include <gst/video/video.h>

#include "support/common/temporary-folder.h"

G_BEGIN_DECLS

/* Size of the upright picture, in pixels. */
#define ROTATED_FILM_WIDTH 144
#define ROTATED_FILM_HEIGHT 256

#define ROTATED_FILM_N_FRAMES 10

/* Size of the dot, in pixels. */
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
 * The film's results, for the upright picture at another resolution.
 */
#define ROTATED_FILM_JOB \
  "{\"JobStatus\":\"SUCCEEDED\"," ROTATED_FILM_METADATA \
  ",\"Celebrities\":[" ROTATED_FILM_DETECTION ( \
      "0") "," ROTATED_FILM_DETECTION ("240") "]}"

/**
 * RotatedFilmArea:
 *
 * An area, in pixels or in ratios of the frame.
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
 * The face in the upright picture, in ratios.
 */
extern const RotatedFilmArea rotated_film_face;

/**
 * RotatedFilmOrientation:
 * @name: value of the tag: the rotation that makes the frame upright
 * @recorded: videoflip direction that does the opposite
 * @matrix: matrix of the track: a, b, c, d of ISO/IEC 14496-12
 * @swaps: whether width and height are exchanged
 * @is_mirrored: whether the picture is mirrored
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
 * @folder: folder for the film
 * @has_matrix: FALSE: the film has no matrix
 *
 * Returns: (transfer full): path of the film
 */
char *rotated_film_make (const TemporaryFolder *folder,
    const RotatedFilmOrientation *orientation, gboolean has_matrix);

/**
 * RotatedFilmPicture:
 * @width: width of the frame
 * @height: height of the frame
 * @face: the bright face
 * @body: the grey body
 * @dot: the dark dot
 *
 * The content of a frame, in pixels.
 */
typedef struct {
  gint width;
  gint height;
  RotatedFilmArea face;
  RotatedFilmArea body;
  RotatedFilmArea dot;
} RotatedFilmPicture;

/**
 * rotated_film_measure:
 * @buffer: a decoded frame in a format that begins with a plane of 8-bit luma
 * @picture: (out): its content
 */
void rotated_film_measure (GstBuffer *buffer, const GstCaps *caps,
    RotatedFilmPicture *picture);

/**
 * rotated_film_wait:
 * @type: type of the message to wait for
 * @patience: time limit, in ns
 *
 * The test fails on an error or a warning.
 *
 * Returns: FALSE if no such message arrives in time
 */
gboolean rotated_film_wait (GstElement *pipeline, GstMessageType type,
    GstClockTime patience);

G_END_DECLS
