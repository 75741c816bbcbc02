/**
 * The reading half of the API: links, pages of links, clicks by day, API keys, and the document that describes it all.
 */
package dev.holdfast.reader.api;
