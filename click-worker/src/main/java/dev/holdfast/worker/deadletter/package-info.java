/** Records that could not be counted: kept, published, sent back, discarded. */
@NullMarked
package dev.holdfast.worker.deadletter;

import org.jspecify.annotations.NullMarked;
