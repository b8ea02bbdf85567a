/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * demo-script: who is where in the demonstration film.
 *
 * Both the film and its job are generated from it, so that tests can compare
 * what is shown with the true positions. All people are invented.
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
 * @id: an id like those of the service
 * @name: the name
 * @gender: KnownGender
 * @urls: (array zero-terminated=1): web pages, without a scheme
 * @skin: colour of the skin
 * @hair_color: colour of the hair
 * @clothes: colour of the clothes
 * @hair: style of the hair
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
 * A box in ratios of the frame; may be partly or wholly outside of it.
 */
typedef struct {
  double left;
  double top;
  double width;
  double height;
} DemoBox;

/**
 * DemoFigure:
 * @person: the person
 * @head: box of the head, which is the box of the face if that is visible
 * @body: box of the whole person, from the hair to the shoes
 * @turn: direction of the face: -1 (to the left) .. 1 (to the right)
 * @swing: deflection of arms and legs, in widths of the head; either sign
 * @from_behind: whether the person is seen from behind, without a face
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
 * Parts of the face that are drawn.
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
 * demo_script_get_figures:
 * @frame: number of the frame, counted from 0
 * @figures: (out caller-allocates): the people in it, from back to front; some
 *   may be outside of the frame
 *
 * Returns: the number of @figures that are set
 */
guint demo_script_get_figures (guint frame,
    DemoFigure figures[DEMO_MAX_FIGURES]);

/**
 * demo_script_get_scene:
 *
 * Returns: the number of the scene of @frame, counted from 0
 */
guint demo_script_get_scene (guint frame);

/**
 * demo_script_get_milliseconds:
 *
 * Returns: the time of @frame, truncated to milliseconds like the service's
 *   timestamps
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
 * Returns: the part of the head's box that is inside the frame, 0..1
 */
double demo_figure_get_visible_part (const DemoFigure *figure);

G_END_DECLS
