/** Which Postgres a read goes to: the pools, what each server has replayed, and the reads themselves. */
package dev.holdfast.reader.routing;
