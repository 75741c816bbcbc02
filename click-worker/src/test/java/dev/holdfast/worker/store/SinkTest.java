package dev.holdfast.worker.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.holdfast.model.click.ClickEvent;
import dev.holdfast.worker.Queue;
import dev.holdfast.worker.deadletter.Cause;
import dev.holdfast.worker.deadletter.Failure;
import dev.holdfast.worker.deadletter.Origin;
import dev.holdfast.worker.enrich.UserAgents;
import io.micronaut.context.ApplicationContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What one transaction does, on a real database with the worker's role. */
class SinkTest {
    private static final List<String> AGENTS = Arrays.asList(
            null,
            "curl/8.5.0",
            "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0",
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)"
                    + " Version/18.5 Mobile/15E148 Safari/604.1");
    private static final List<String> REFERRERS = Arrays.asList(null, "example.org", "news.example.com");
    private static final List<String> COUNTRIES = Arrays.asList(null, "DE", "BR");

    private final UserAgents userAgents = new UserAgents();
    private final UUID topicId = UUID.randomUUID();
    private Queue queue;
    private Sink sink;
    private Offsets offsets;

    @BeforeEach
    void start() throws Exception {
        queue = new Queue();
        ApplicationContext worker = queue.startWorker();
        sink = worker.getBean(Sink.class);
        offsets = worker.getBean(Offsets.class);
        offsets.begin(topicId, "of-a-test", Map.of(0, 0L, 1, 0L, 2, 0L, 3, 0L));
    }

    @AfterEach
    void stop() {
        queue.close();
    }

    @Test
    void aZombiesBatchIsRefusedWhole() throws Exception {
        List<Click> clicks = List.of(click(queue.click(queue.link(1))), click(queue.click(queue.link(1))));
        Batch first = batch(0, 0, 2, clicks);
        sink.store(first);
        Batch zombie = batch(0, 0, 1, List.of(click(queue.click(queue.link(1)))));
        assertThatThrownBy(() -> sink.store(zombie)).isInstanceOf(FencedException.class);
        Batch half = new Batch(
                topicId,
                List.of(new Span(1, 0, 1), new Span(0, 0, 1)),
                List.of(click(queue.click(queue.link(1)))),
                List.of());
        assertThatThrownBy(() -> sink.store(half)).isInstanceOf(FencedException.class);
        assertThat(queue.counted()).isEqualTo(2);
        assertThat(offsets.of("of-a-test").get(topicId)).containsEntry(0, 2L).containsEntry(1, 0L);
    }

    @Test
    void theOutcomeAddsUp() throws Exception {
        ClickEvent one = queue.click(queue.link(1));
        ClickEvent future = queue.click(queue.link(1), Instant.now().plus(3, ChronoUnit.DAYS));
        Failure failure = Failure.of(origin(), Cause.EMPTY, "nothing");
        Outcome outcome = sink.store(new Batch(
                topicId, List.of(new Span(0, 0, 4)), List.of(click(one), click(one), click(future)), List.of(failure)));
        assertThat(outcome).isEqualTo(new Outcome(4, 1, 1, Map.of(Cause.EMPTY, 1, Cause.FROM_THE_FUTURE, 1)));
    }

    @Test
    void rollUpsEqualTheRawRowsAlthoughWorkersShareLinksAndClicksRepeat() throws Exception {
        List<ClickEvent> repeated = random(300, new Random(99));
        List<CompletableFuture<Void>> workers = new ArrayList<>();
        for (int partition = 0; partition < 4; partition++) {
            int number = partition;
            workers.add(CompletableFuture.runAsync(() -> storeBatches(number, repeated)));
        }
        workers.forEach(CompletableFuture::join);
        assertThat(queue.counted()).isEqualTo(300 + 4 * 20 * 200);
        assertEqual(
                "select link_id, day, count(*), count(*) filter (where bot),"
                        + " count(distinct visitor) filter (where not bot) from click where %s group by 1, 2",
                "select link_id, day, clicks, bots, visitors from click_by_day where %s");
        assertEqual(
                "select link_id, date_trunc('hour', at, 'UTC'), count(*), count(*) filter (where bot)"
                        + " from click where %s group by 1, 2",
                "select link_id, hour, clicks, bots from click_by_hour where %s");
        for (String dimension : List.of("referrer", "country", "browser", "os", "device")) {
            assertEqual(
                    "select link_id, day, " + dimension + " collate \"C\", count(*), count(*) filter (where bot)"
                            + " from click where %s group by 1, 2, 3",
                    "select link_id, day, value, clicks, bots from click_by_dimension where %s and dimension = '"
                            + dimension + "'");
        }
    }

    @Test
    void totalsOfAllLinksAreTheSumOfTheirClicks() throws Exception {
        long before = queue.number("select coalesce(sum(clicks), 0) from click_total_by_hour");
        storeBatches(2, List.of());
        assertThat(queue.number("select sum(clicks) from click_total_by_hour") - before)
                .isEqualTo(20 * 200);
    }

    @Test
    void rowsThatTheDatabaseRefusesBecomeDeadLettersAndTheOthersCount() throws Exception {
        queue.update("alter table click add constraint no_zz check (country <> 'ZZ') not valid");
        try {
            List<Click> clicks = new ArrayList<>();
            for (int i = 0; i < 1000; i++) {
                ClickEvent good = queue.click(queue.link(1));
                clicks.add(click(i % 250 == 7 ? withCountry(good, "ZZ") : good));
            }
            Outcome outcome = sink.store(batch(0, 0, 1000, clicks));
            assertThat(outcome).isEqualTo(new Outcome(1000, 996, 0, Map.of(Cause.NOT_STORABLE, 4)));
            assertThat(queue.counted()).isEqualTo(996);
        } finally {
            queue.update("alter table click drop constraint no_zz");
        }
    }

    @Test
    void clicksOfDroppedDaysAreNeverCountedAgain() throws Exception {
        Instant old = Instant.now().minus(60, ChronoUnit.DAYS);
        sink.store(batch(0, 0, 1, List.of(click(queue.click(queue.link(1), old)))));
        assertThat(queue.counted()).isEqualTo(1);
        queue.update("select maintain_click_days(30, 3)");
        try {
            Outcome outcome = sink.store(batch(0, 1, 2, List.of(click(queue.click(queue.link(1), old)))));
            assertThat(outcome.deadLetters()).isEqualTo(Map.of(Cause.TOO_OLD, 1));
            assertThat(queue.counted()).as("roll-ups stay").isEqualTo(1);
            assertThat(queue.number("select count(*) from click where link_id = ?", queue.link(1)))
                    .isZero();
        } finally {
            queue.update("update click_window set first_day = '1970-01-01'");
        }
    }

    private void storeBatches(int partition, List<ClickEvent> repeated) {
        Random random = new Random(partition);
        for (int i = 0; i < 20; i++) {
            List<ClickEvent> events = random(200, random);
            events.addAll(repeated);
            List<Click> clicks = events.stream().map(this::click).toList();
            try {
                sink.store(batch(partition, i, i + 1, clicks));
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private List<ClickEvent> random(int count, Random random) {
        Instant now = Instant.now();
        List<ClickEvent> events = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            events.add(new ClickEvent(
                    UUID.randomUUID(),
                    now.minusSeconds(random.nextInt(3 * 86_400)),
                    queue.link(random.nextInt(40)),
                    random.nextInt(50),
                    REFERRERS.get(random.nextInt(REFERRERS.size())),
                    AGENTS.get(random.nextInt(AGENTS.size())),
                    COUNTRIES.get(random.nextInt(COUNTRIES.size()))));
        }
        return events;
    }

    /** Both queries give the same rows. */
    private void assertEqual(String raw, String rolledUp) throws Exception {
        String mine = "link_id between " + queue.link(0) + " and " + queue.link(999);
        String left = raw.formatted(mine);
        String right = rolledUp.formatted(mine);
        assertThat(queue.number("select count(*) from ((" + left + " except " + right + ") union all (" + right
                        + " except " + left + ")) x"))
                .as(rolledUp)
                .isZero();
    }

    private static ClickEvent withCountry(ClickEvent click, String country) {
        return new ClickEvent(
                click.id(),
                click.at(),
                click.linkId(),
                click.visitor(),
                click.referrerHost(),
                click.userAgent(),
                country);
    }

    private Batch batch(int partition, long from, long to, List<Click> clicks) {
        return new Batch(topicId, List.of(new Span(partition, from, to)), clicks, List.of());
    }

    private Click click(ClickEvent event) {
        return new Click(origin(), event, userAgents.recognise(event.userAgent()));
    }

    private static Origin origin() {
        return new Origin(0, 0, null, new byte[0]);
    }
}
