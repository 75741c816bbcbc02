package dev.holdfast.reader.click;

import dev.holdfast.model.click.ClickEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.stream.LongStream;

/** Clicks that are numbered: the number is the link's id. */
final class Clicks {
    private static final Instant AT = Instant.parse("2026-03-01T12:00:00Z");

    private Clicks() {}

    static ClickEvent click(long number) {
        return new ClickEvent(
                new UUID(7, number), AT, number, number * 31, "news.example", "Mozilla/5.0 " + number, "DE");
    }

    /** As large as a click gets, and not to be compressed. */
    static ClickEvent large(long number) {
        String userAgent = new Random(number)
                .ints(ClickEvent.MAX_USER_AGENT, 0x4e00, 0x9fff)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new ClickEvent(new UUID(7, number), AT, number, 0, null, userAgent, null);
    }

    static long number(byte[] encoded) {
        return ClickEvent.decode(encoded).linkId();
    }

    static List<Long> numbers(long first, long last) {
        return LongStream.rangeClosed(first, last).boxed().toList();
    }

    static List<byte[]> encoded(long first, long last) {
        return LongStream.rangeClosed(first, last)
                .mapToObj(number -> click(number).encode())
                .toList();
    }

    /** The next batch, removed. */
    static List<Long> take(ClickSource source) {
        Batch batch = Objects.requireNonNull(source.next(), "the source is empty");
        source.remove(batch);
        return batch.records().stream().map(Clicks::number).toList();
    }

    /** All that is there, removed. */
    static List<Long> drain(ClickSource source) {
        List<Long> numbers = new ArrayList<>();
        while (source.next() != null) {
            numbers.addAll(take(source));
        }
        return numbers;
    }
}
