package dev.holdfast.bench.clicks;

import dev.holdfast.model.click.ClickEvent;
import java.time.Instant;
import java.util.List;
import java.util.SplittableRandom;
import java.util.UUID;

/** Clicks as they come: few links with most of them, some thousand visitors, a handful of browsers and referrers. */
final class Events {
    static final int LINKS = 10_000;

    private static final int VISITORS = 200_000;
    private static final int HOURS = 2;
    private static final List<String> REFERRERS =
            List.of("www.google.com", "news.ycombinator.com", "t.co", "www.linkedin.com", "mail.example.org");
    private static final List<String> COUNTRIES = List.of("DE", "US", "FR", "IN", "BR", "JP");
    private static final List<String> AGENTS = List.of(
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0"
                    + " Safari/537.36",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.5 Mobile/15E148 Safari/604.1",
            "Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0",
            "Mozilla/5.0 (compatible; Googlebot/2.1; +http://www.google.com/bot.html)");

    private final SplittableRandom random;
    private final long now = System.currentTimeMillis();

    /** @param seed another one, other clicks */
    Events(long seed) {
        this.random = new SplittableRandom(seed);
    }

    ClickEvent next() {
        return new ClickEvent(
                new UUID(random.nextLong(), random.nextLong()),
                Instant.ofEpochMilli(now - random.nextInt(HOURS * 3_600_000)),
                link(),
                random.nextInt(VISITORS),
                one(REFERRERS),
                one(AGENTS),
                one(COUNTRIES));
    }

    /** The cube of an even spread: a tenth of the links has nearly half of the clicks. */
    private long link() {
        double point = random.nextDouble();
        return 1 + (long) (point * point * point * LINKS);
    }

    private String one(List<String> values) {
        return values.get(random.nextInt(values.size()));
    }
}
