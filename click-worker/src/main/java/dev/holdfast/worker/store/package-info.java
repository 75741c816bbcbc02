/** One transaction for clicks, roll-ups, dead letters and offsets. */
@NullMarked
package dev.holdfast.worker.store;

import org.jspecify.annotations.NullMarked;
