/** click-worker: drains click events from Kafka into Postgres, exactly once, and lets operators see and steer it. */
@NullMarked
package dev.holdfast.worker;

import org.jspecify.annotations.NullMarked;
