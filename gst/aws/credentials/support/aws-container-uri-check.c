/* SPDX-License-Identifier: LGPL-2.1-or-later */

#include "credentials/support/aws-container-uri-check.h"

#include "http/aws-main-context.h"
#include "client/aws-error.h"
#include "util-cancel-relay.h"
#include "http/aws-message.h"

/* Addresses of the agents of ECS and of EKS Pod Identity. */
static const char *const allowed_addresses[] = { "169.254.170.2",
  "169.254.170.23", "fd00:ec2::23" };

static gboolean
is_allowed (GInetAddress *address)
{
  if (g_inet_address_get_is_loopback (address))
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (allowed_addresses); i++) {
    g_autoptr (GInetAddress) allowed =
        g_inet_address_new_from_string (allowed_addresses[i]);

    if (g_inet_address_equal (address, allowed))
      return TRUE;
  }
  return FALSE;
}

/* Returns: (transfer full) (nullable): the addresses as text; NULL if there are
 * none, or if any is not a loopback address */
static char **
dup_loopback (GList *addresses)
{
  g_autoptr (GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);

  for (GList *l = addresses; l != NULL; l = l->next) {
    if (!g_inet_address_get_is_loopback (l->data))
      return NULL;
    g_ptr_array_add (texts, g_inet_address_to_string (l->data));
  }
  if (texts->len == 0)
    return NULL;
  g_ptr_array_add (texts, NULL);
  return (char **) g_ptr_array_free (g_steal_pointer (&texts), FALSE);
}

static void
on_result (GObject *resolver G_GNUC_UNUSED, GAsyncResult *result,
    gpointer user_data)
{
  GAsyncResult **answer = user_data;

  *answer = g_object_ref (result);
}

static gboolean
on_timeout (gpointer user_data)
{
  g_cancellable_cancel (user_data);
  return G_SOURCE_REMOVE;
}

/* Returns: (transfer full): the resolver's answer */
static GAsyncResult *
wait_for_addresses (GMainContext *context, GResolver *resolver,
    const char *name, guint timeout_ms, GCancellable *cancellable)
{
  g_autoptr (GMainContextPusher) pusher = g_main_context_pusher_new (context);
  g_autoptr (GSource) timeout = g_timeout_source_new (timeout_ms);
  GAsyncResult *answer = NULL;
  UtilRelay relay;

  (void) pusher;
  rekutil_relay_init (&relay, context, cancellable);
  g_source_set_callback (timeout, on_timeout, relay.cancellable, NULL);
  g_source_attach (timeout, context);

  g_resolver_lookup_by_name_async (resolver, name, relay.cancellable, on_result,
      &answer);
  while (answer == NULL)
    rekutil_relay_iterate (&relay);

  g_source_destroy (timeout);
  rekutil_relay_clear (&relay);
  return answer;
}

/* Returns: (transfer full) (nullable): the addresses of @name; NULL, possibly
 * without an error, unless all are loopback addresses */
static char **
lookup_loopback (const char *name, guint timeout_ms, GCancellable *cancellable,
    GError **error)
{
  g_autoptr (GMainContext) context = rekaws_context_new (error);
  g_autoptr (GResolver) resolver = NULL;
  g_autoptr (GAsyncResult) result = NULL;
  g_autolist (GInetAddress) addresses = NULL;

  if (context == NULL)
    return NULL;

  resolver = g_resolver_get_default ();
  result =
      wait_for_addresses (context, resolver, name, timeout_ms, cancellable);
  addresses = g_resolver_lookup_by_name_finish (resolver, result, NULL);
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return NULL;
  return dup_loopback (addresses);
}

static gboolean
check_host (const char *host, guint timeout_ms, char ***addresses,
    GCancellable *cancellable, GError **error)
{
  g_autoptr (GInetAddress) address = g_inet_address_new_from_string (host);
  g_autoptr (GError) local_error = NULL;

  if (address != NULL && is_allowed (address))
    return TRUE;
  if (address == NULL)
    *addresses = lookup_loopback (host, timeout_ms, cancellable, &local_error);
  if (*addresses != NULL)
    return TRUE;

  if (local_error != NULL)
    g_propagate_error (error, g_steal_pointer (&local_error));
  else
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the host %s is not allowed with http: only this computer's loopback "
        "addresses, 169.254.170.2, 169.254.170.23 and fd00:ec2::23 are",
        host);
  return FALSE;
}

gboolean
rekaws_container_uri_check (const char *uri, guint timeout_ms,
    char ***addresses, GCancellable *cancellable, GError **error)
{
  g_autoptr (AwsRequest) request = rekaws_request_new ("GET", uri, NULL, NULL);
  g_autofree char *base = NULL;
  g_autoptr (GUri) parsed = NULL;

  *addresses = NULL;
  if (request == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "it is not a valid http or https URI");
    return FALSE;
  }
  if (g_str_equal (request->scheme, "https"))
    return TRUE;

  /* Checks the host that the request is sent to. */
  base = g_strconcat ("http://", request->authority, NULL);
  parsed = g_uri_parse (base, G_URI_FLAGS_NONE, error);
  return parsed != NULL &&
      check_host (g_uri_get_host (parsed), timeout_ms, addresses, cancellable,
          error);
}
