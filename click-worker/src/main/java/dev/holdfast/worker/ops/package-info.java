/** The operators' API and the state of the queue behind it. */
@NullMarked
package dev.holdfast.worker.ops;

import org.jspecify.annotations.NullMarked;
