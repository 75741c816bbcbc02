/**
 * API keys. A controller says {@link dev.holdfast.service.access.RequiresScope}, the service supplies an
 * {@link dev.holdfast.service.access.ApiKeyLookup}, and a parameter of type {@link dev.holdfast.model.access.ApiKey}
 * (with {@code @Parameter(hidden = true)}, lest it show up in the OpenAPI document) is the key of the request.
 */
package dev.holdfast.service.access;
