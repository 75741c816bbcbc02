/** Makes a click event of each answered redirect, and journals it on its way to Kafka. */
@NullMarked
package dev.holdfast.reader.click;

import org.jspecify.annotations.NullMarked;
