/** What a writer says of itself at /health, in the words of docs/failure-modes.md. */
package dev.holdfast.writer.health;
