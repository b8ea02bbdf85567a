/* SPDX-License-Identifier: LGPL-2.1-or-later */

/* Credentials of an ECS task or an EKS pod, from the agent on its host. */

#include "credentials/aws-source.h"

#include "credentials/support/aws-container-uri-check.h"
#include "client/aws-error.h"
#include "util-file.h"
#include "credentials/support/aws-metadata-request.h"

#include <string.h>

#define RELATIVE_VARIABLE "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
#define FULL_VARIABLE "AWS_CONTAINER_CREDENTIALS_FULL_URI"
#define TOKEN_VARIABLE "AWS_CONTAINER_AUTHORIZATION_TOKEN"
#define TOKEN_FILE_VARIABLE "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"

#define RELATIVE_BASE "http://169.254.170.2"

#define TIMEOUT_MS 2000
#define MAX_ATTEMPTS 3

static char *
build_relative_uri (const char *path, GError **error)
{
  /* Anything else would extend the host name. */
  if (*path == '/')
    return g_strconcat (RELATIVE_BASE, path, NULL);

  g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
      RELATIVE_VARIABLE " must begin with a slash");
  return NULL;
}

/* @addresses: (out): as for rekaws_container_uri_check() */
static char *
dup_uri (const AwsConfig *config, char ***addresses, GCancellable *cancellable,
    GError **error)
{
  const char *path = rekaws_config_getenv (config, RELATIVE_VARIABLE);
  const char *uri = rekaws_config_getenv (config, FULL_VARIABLE);
  g_autoptr (GError) local_error = NULL;

  if (path != NULL)
    return build_relative_uri (path, error);
  if (rekaws_container_uri_check (uri, TIMEOUT_MS, addresses, cancellable,
          &local_error))
    return g_strdup (uri);

  if (local_error->domain == AWS_ERROR)
    g_prefix_error (&local_error, FULL_VARIABLE ": ");
  g_propagate_error (error, g_steal_pointer (&local_error));
  return NULL;
}

/* Read at each call, since the file is renewed. */
static UtilSecret *
read_token_file (const char *file, GError **error)
{
  g_autoptr (GError) cause = NULL;
  gsize size;
  g_autoptr (UtilSecret) token = rekutil_file_read (file, &size, &cause);

  if (token == NULL) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "the file of " TOKEN_FILE_VARIABLE " can't be read: %s",
        cause->message);
    return NULL;
  }
  if (strlen (token) != size || !rekaws_request_is_header_value (token)) {
    rekutil_secret_wipe (token, size);
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        "%s (" TOKEN_FILE_VARIABLE ") does not contain an authorization token: "
        "it is empty or has a line break or another control character",
        file);
    return NULL;
  }
  return g_steal_pointer (&token);
}

/* Adds the authorization token if one is set. */
static gboolean
authorize (const AwsConfig *config, AwsRequest *request, GError **error)
{
  const char *file = rekaws_config_getenv (config, TOKEN_FILE_VARIABLE);
  const char *variable = rekaws_config_getenv (config, TOKEN_VARIABLE);
  g_autoptr (UtilSecret) token = NULL;

  if (file == NULL && variable == NULL)
    return TRUE;

  token = file != NULL ? read_token_file (file, error) : g_strdup (variable);
  if (token == NULL)
    return FALSE;
  if (!rekaws_request_is_header_value (token)) {
    g_set_error (error, AWS_ERROR, AWS_ERROR_CONFIG,
        TOKEN_VARIABLE " has a line break or another control character");
    return FALSE;
  }
  rekaws_request_add_header (request, "Authorization", token);
  return TRUE;
}

static AwsRequest *
create_request (const AwsConfig *config, const char *uri, GError **error)
{
  g_autoptr (AwsRequest) request = rekaws_request_new ("GET", uri, NULL, error);

  if (request == NULL)
    return NULL;
  rekaws_request_add_header (request, "Accept", "application/json");
  if (!authorize (config, request, error))
    return NULL;
  return g_steal_pointer (&request);
}

/* Like botocore, retries after any status other than 200: an agent that has just
 * started may answer 4xx for a moment. */
static AwsCredentials *
fetch (const AwsSourceContext *context, GCancellable *cancellable,
    GError **error)
{
  static const AwsMetadataPolicy policy = {
    .timeout_ms = TIMEOUT_MS,
    .max_attempts = MAX_ATTEMPTS,
    .max_silences = MAX_ATTEMPTS,
    .retries_any_status = TRUE,
    .is_usable = rekaws_metadata_has_credentials,
  };
  g_auto (GStrv) addresses = NULL;
  g_autofree char *uri =
      dup_uri (context->config, &addresses, cancellable, error);
  g_autoptr (AwsRequest) request = NULL;
  g_autoptr (AwsResponse) response = NULL;

  if (uri == NULL)
    return NULL;
  request = create_request (context->config, uri, error);
  if (request == NULL)
    return NULL;
  rekaws_request_set_addresses (request, (const char *const *) addresses);

  response =
      rekaws_metadata_ask (context, request, &policy, cancellable, error);
  if (response == NULL)
    return NULL;
  return rekaws_metadata_read_credentials (response, request,
      rekaws_source_container.name, error);
}

/* If the variables are set, the user meant this source: a failure is an error. */
static AwsCredentials *
container_load (const AwsSourceContext *context, GCancellable *cancellable,
    char **reason, GError **error)
{
  g_autoptr (GError) local_error = NULL;
  AwsCredentials *credentials;

  if (rekaws_config_getenv (context->config, RELATIVE_VARIABLE) == NULL &&
      rekaws_config_getenv (context->config, FULL_VARIABLE) == NULL) {
    *reason = g_strdup (RELATIVE_VARIABLE " and " FULL_VARIABLE " are not set");
    return NULL;
  }

  credentials = fetch (context, cancellable, &local_error);
  if (credentials == NULL)
    rekaws_source_propagate_error (error, g_steal_pointer (&local_error),
        rekaws_source_container.name);
  return credentials;
}

const AwsSource rekaws_source_container = { "container", container_load };
