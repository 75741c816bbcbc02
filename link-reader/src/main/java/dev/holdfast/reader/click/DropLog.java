package dev.holdfast.reader.click;

import dev.holdfast.reader.click.JournalCounters.Drop;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says in the log that clicks are being dropped, now and then: a line for each would be one more load. */
final class DropLog {
    private static final Logger LOG = LoggerFactory.getLogger(DropLog.class);

    private final JournalCounters counters;
    private final Pause pause = new Pause(Duration.ofSeconds(10), Duration.ofSeconds(10));
    private long reported;

    DropLog(JournalCounters counters) {
        this.counters = counters;
    }

    /** @param failure the last one because of which a click was dropped, if there was any */
    void report(@Nullable Throwable failure) {
        if (pause.isOn()) {
            return;
        }
        long dropped = counters.dropped();
        if (dropped > reported) {
            LOG.error(
                    "{} clicks dropped since the last such line; the journal was full for {} of all {}",
                    dropped - reported,
                    counters.dropped(Drop.FULL).sum(),
                    dropped,
                    failure);
            reported = dropped;
            pause.begin();
        }
    }
}
