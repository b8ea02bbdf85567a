/* SPDX-License-Identifier: LGPL-2.1-or-later */

/*
 * aws-path: names of files as people write them in settings.
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * rekutil_path_expand:
 * @path: name of a file, as "~/.aws/config" or "$XDG_CONFIG_HOME/aws"
 * @environment: (element-type utf8 utf8): variables and their values
 *
 * Expands a name as botocore does, first variables, then the home folder:
 *
 * - "$NAME" and "${NAME}" stand for a variable's value, which is not expanded
 *   again; one that is not set stays as it is written.
 * - A leading "~" stands for HOME of @environment. If that is not set or blank,
 *   as in system services and cron jobs, it stands for the home folder of the
 *   user's entry in the password database.
 * - A leading "~NAME" stands for the home folder of the user NAME.
 *
 * Returns: (transfer full): the expanded name; it still begins with "~" if no
 *   such home folder is known
 */
char *rekutil_path_expand (const char *path, GHashTable *environment);

G_END_DECLS
