/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * rek-schema: tables of an answer's members: names, types, and where each value
 * is stored. rek-page reads answers by them.
 */

#pragma once

#include "page/rek-page.h"

G_BEGIN_DECLS

/**
 * RekKind:
 * @REK_KIND_INTEGER: a gint64; 500.0 is one too
 * @REK_KIND_SIZE: a positive integer that fits into a guint
 * @REK_KIND_NUMBER: a double
 * @REK_KIND_STRING: a const char *, the pool's
 *
 * The type of a value. null counts as absent.
 */
typedef enum {
  REK_KIND_NULL,
  REK_KIND_BOOLEAN,
  REK_KIND_INTEGER,
  REK_KIND_SIZE,
  REK_KIND_NUMBER,
  REK_KIND_STRING,
  REK_KIND_ARRAY,
  REK_KIND_OBJECT,
} RekKind;

/**
 * RekMember:
 * @name: the member's name
 * @kind: what it must be
 * @offset: where its value is stored in the target
 * @members: (nullable) (array zero-terminated=1): members of an object;
 *   they are stored in the struct at @offset
 *
 * A table of them ends with a NULL name.
 */
typedef struct _RekMember RekMember;
struct _RekMember {
  const char *name;
  RekKind kind;
  gsize offset;
  const RekMember *members;
};

/**
 * RekSighting:
 *
 * One element of Celebrities while it is read.
 */
typedef struct {
  RekDetection detection;
  RekBox body;
  const char *id;
  const char *name;
  const char *known_gender;
} RekSighting;

/**
 * RekLandmark:
 *
 * One element of Landmarks while it is read.
 */
typedef struct {
  const char *type;
  RekPoint point;
} RekLandmark;

extern const RekMember rek_schema_job[]; /* into RekJobInfo */
extern const RekMember rek_schema_detection[]; /* into RekSighting */
extern const RekMember rek_schema_celebrity[]; /* into RekSighting */
extern const RekMember rek_schema_face[]; /* into RekSighting */
extern const RekMember rek_schema_landmark[]; /* into RekLandmark */

#define REK_SCHEMA_MAX_FIELDS 3

/**
 * RekFieldRule:
 * @member: the member's name
 * @name: the field's name
 * @kind: what it is
 */
typedef struct {
  const char *member;
  const char *name;
  RekFieldKind kind;
} RekFieldRule;

/**
 * RekAttributeRule:
 * @member: the name of the member of Face
 * @name: the attribute's name
 * @record_name: (nullable): for a list, as in RekAttribute
 * @fields: as many as have a name
 */
typedef struct {
  const char *member;
  const char *name;
  const char *record_name;
  RekFieldRule fields[REK_SCHEMA_MAX_FIELDS];
} RekAttributeRule;

#define REK_SCHEMA_N_ATTRIBUTES 12

extern const RekAttributeRule rek_schema_attributes[REK_SCHEMA_N_ATTRIBUTES];

G_END_DECLS
