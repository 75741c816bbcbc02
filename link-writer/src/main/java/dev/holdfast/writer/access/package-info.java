/** API keys: who may call what. The secrets are stored nowhere, only their hashes. */
package dev.holdfast.writer.access;
