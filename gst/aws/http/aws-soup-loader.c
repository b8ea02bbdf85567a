/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "http/aws-soup-loader.h"

#include "client/aws-error.h"

#include <dlfcn.h>
#include <gmodule.h>

#ifdef __APPLE__
#define LIBSOUP_2 "libsoup-2.4.1.dylib"
#define LIBSOUP_3 "libsoup-3.0.0.dylib"
#else
#define LIBSOUP_2 "libsoup-2.4.so.1"
#define LIBSOUP_3 "libsoup-3.0.so.0"
#endif

typedef struct {
  const char *name;
  gsize offset;
} Symbol;

#define SYMBOL(member) \
  { \
    "soup_" #member, G_STRUCT_OFFSET (AwsSoup, member) \
  }

static const Symbol symbols[] = {
  SYMBOL (auth_basic_get_type),
  SYMBOL (auth_digest_get_type),
  SYMBOL (auth_manager_get_type),
  SYMBOL (get_major_version),
  SYMBOL (get_micro_version),
  SYMBOL (get_minor_version),
  SYMBOL (message_add_flags),
  SYMBOL (message_disable_feature),
  SYMBOL (message_get_method),
  SYMBOL (message_get_request_headers),
  SYMBOL (message_get_response_headers),
  SYMBOL (message_get_status),
  SYMBOL (message_get_tls_peer_certificate_errors),
  SYMBOL (message_get_uri),
  SYMBOL (message_headers_append),
  SYMBOL (message_headers_iter_init),
  SYMBOL (message_headers_iter_next),
  SYMBOL (message_headers_replace),
  SYMBOL (message_new_from_uri),
  SYMBOL (message_set_request_body_from_bytes),
  SYMBOL (session_abort),
  SYMBOL (session_new_with_options),
  SYMBOL (session_remove_feature_by_type),
  SYMBOL (session_send_async),
  SYMBOL (session_send_finish),
  SYMBOL (session_set_proxy_resolver),
  SYMBOL (session_set_tls_database),
  SYMBOL (session_set_user_agent),
};

static gboolean
is_loaded (const char *library)
{
  void *handle = dlopen (library, RTLD_LAZY | RTLD_NOLOAD);

  if (handle == NULL)
    return FALSE;
  dlclose (handle);
  return TRUE;
}

static gboolean
set_error (GError **error, const char *reason)
{
  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      "libsoup 3 can't be loaded: %s", reason);
  return FALSE;
}

gboolean
rekaws_soup_load (AwsSoup *soup, GError **error)
{
  GModule *library;

  /* libsoup 3 would abort the process. */
  if (is_loaded (LIBSOUP_2))
    return set_error (error, "this process has libsoup 2 already");

  /* Not by dlopen(): libsoup calls GModule while it is loaded. GModule's lock must
   * be taken before the linker's, as when a plugin is loaded at the same time. */
  library = g_module_open (LIBSOUP_3, G_MODULE_BIND_LAZY | G_MODULE_BIND_LOCAL);
  if (library == NULL)
    return set_error (error, g_module_error ());
  /* The types of GObject are never unregistered. */
  g_module_make_resident (library);

  for (gsize i = 0; i < G_N_ELEMENTS (symbols); i++) {
    gpointer *member = G_STRUCT_MEMBER_P (soup, symbols[i].offset);

    if (!g_module_symbol (library, symbols[i].name, member))
      return set_error (error, g_module_error ());
  }
  return TRUE;
}
