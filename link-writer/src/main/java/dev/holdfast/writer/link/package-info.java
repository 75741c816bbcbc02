/**
 * Creating, changing and deleting links.
 *
 * <p>{@link dev.holdfast.writer.link.LinkController} speaks HTTP, {@link dev.holdfast.writer.link.LinkFields} reads
 * what a request says, {@link dev.holdfast.writer.link.LinkStore} holds the SQL.
 */
package dev.holdfast.writer.link;
