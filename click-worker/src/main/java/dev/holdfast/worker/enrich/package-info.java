/** What is derived from a click beyond what it carries. */
@NullMarked
package dev.holdfast.worker.enrich;

import org.jspecify.annotations.NullMarked;
