/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-script: who is where in the demonstration film.
 *
 * The one table that both the film and its job are made from, so that a test
 * can ask where the person that it sees truly is. Everybody in it is invented.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define DEMO_WIDTH 640
#define DEMO_HEIGHT 360
#define DEMO_FRAME_RATE_N 30000
#define DEMO_FRAME_RATE_D 1001
#define DEMO_N_FRAMES 1798
#define DEMO_MAX_FIGURES 4

/**
 * DemoColor:
 *
 * Red, green and blue, 0..1.
 */
typedef struct {
  double red;
  double green;
  double blue;
} DemoColor;

/**
 * DemoHair:
 *
 * How a person wears their hair.
 */
typedef enum {
  DEMO_HAIR_LONG,
  DEMO_HAIR_SHORT,
  DEMO_HAIR_BUN,
  DEMO_HAIR_CURLY,
} DemoHair;

/**
 * DemoPerson:
 * @id: as the service gives ids
 * @name: the name
 * @gender: KnownGender
 * @urls: (array zero-terminated=1): web pages, without a scheme
 * @skin: colour of the skin
 * @hair_color: colour of the hair
 * @clothes: colour of the clothes
 * @hair: the hair
 */
typedef struct {
  const char *id;
  const char *name;
  const char *gender;
  const char *urls[3];
  DemoColor skin;
  DemoColor hair_color;
  DemoColor clothes;
  DemoHair hair;
} DemoPerson;

/**
 * DemoBox:
 *
 * A box in ratios of the frame; may lie partly or wholly outside of it.
 */
typedef struct {
  double left;
  double top;
  double width;
  double height;
} DemoBox;

/**
 * DemoFigure:
 * @person: who
 * @head: where the head is drawn; seen from the front it is the face
 * @body: where the whole person is drawn, from the hair to the shoes
 * @turn: where the face looks: -1 (left edge of the frame) .. 1 (right)
 * @swing: how far arms and legs swing out, in widths of the head; either sign
 * @from_behind: whether the person turns their back, so that no face is seen
 *
 * A person in one frame.
 */
typedef struct {
  const DemoPerson *person;
  DemoBox head;
  DemoBox body;
  double turn;
  double swing;
  gboolean from_behind;
} DemoFigure;

/**
 * DemoLandmark:
 *
 * A part of the face that is drawn.
 */
typedef enum {
  DEMO_LANDMARK_EYE_LEFT,
  DEMO_LANDMARK_EYE_RIGHT,
  DEMO_LANDMARK_NOSE,
  DEMO_LANDMARK_MOUTH_LEFT,
  DEMO_LANDMARK_MOUTH_RIGHT,
  DEMO_N_LANDMARKS
} DemoLandmark;

/**
 * demo_script_look:
 * @frame: number of the frame, from 0
 * @figures: (out caller-allocates): who is in it, from back to front; some may
 *   be outside the frame
 *
 * Returns: how many
 */
guint demo_script_look (guint frame, DemoFigure figures[DEMO_MAX_FIGURES]);

/**
 * demo_script_get_scene:
 *
 * Returns: number of the scene that @frame is of, from 0; a cut is where it
 *   changes
 */
guint demo_script_get_scene (guint frame);

/**
 * demo_script_get_milliseconds:
 *
 * Returns: when @frame begins, cut down to whole milliseconds as the service
 *   does
 */
gint64 demo_script_get_milliseconds (guint frame);

/**
 * demo_figure_get_landmark:
 * @x: (out): ratio of the frame's width
 * @y: (out): ratio of the frame's height
 */
void demo_figure_get_landmark (const DemoFigure *figure, DemoLandmark landmark,
    double *x, double *y);

/**
 * demo_figure_get_visible_part:
 *
 * Returns: how much of the head's box is inside the frame, 0..1
 */
double demo_figure_get_visible_part (const DemoFigure *figure);

G_END_DECLS
