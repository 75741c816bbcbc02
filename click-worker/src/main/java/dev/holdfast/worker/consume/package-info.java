/** Reads the topic: owns partitions, gathers batches that adapt to the load, and hands them to the sink. */
@NullMarked
package dev.holdfast.worker.consume;

import org.jspecify.annotations.NullMarked;
