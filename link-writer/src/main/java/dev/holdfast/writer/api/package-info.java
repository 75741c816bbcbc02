/** What the calls of the API have in common. */
package dev.holdfast.writer.api;
