package dev.holdfast.drills;

import dev.holdfast.drills.catalogue.Drill;
import dev.holdfast.drills.fault.Fault;
import dev.holdfast.drills.fault.Places;
import dev.holdfast.drills.measure.Measures;
import dev.holdfast.drills.measure.Observer;
import dev.holdfast.drills.measure.Scraper;
import dev.holdfast.drills.measure.Window;
import dev.holdfast.drills.platform.Part;
import dev.holdfast.drills.platform.Target;
import dev.holdfast.drills.probe.Api;
import dev.holdfast.drills.probe.Clock;
import dev.holdfast.drills.probe.Ledger;
import dev.holdfast.drills.probe.Probes;
import dev.holdfast.drills.probe.Sample;
import dev.holdfast.drills.probe.Visitor;
import dev.holdfast.drills.probe.Wire;
import dev.holdfast.drills.report.Event;
import dev.holdfast.drills.report.Result;
import dev.holdfast.drills.verify.ClickCheck;
import dev.holdfast.drills.verify.LinkCheck;
import dev.holdfast.drills.verify.Queue;
import dev.holdfast.local.logs.Console;
import dev.holdfast.local.process.Deadline;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.LongStream;

/** One drill on one platform, from the look at its health to the last click counted. */
final class Run {
    private static final Duration BASELINE = Duration.ofSeconds(5);
    private static final Duration HEALTHY = Duration.ofSeconds(60);
    private static final int OLD_LINKS = 400;

    private final Drill drill;
    private final Target target;
    private final Options options;
    private final Instant began = Instant.now();
    private final String name;
    private final Map<String, Double> budgets;
    private final Clock clock = new Clock();
    private final Ledger ledger = new Ledger();
    private final Visitor visitor;
    private final Api api;
    private final Queue queue;
    private final List<Event> events = new CopyOnWriteArrayList<>();

    Run(Drill drill, Target target, Options options) {
        this.drill = drill;
        this.target = target;
        this.options = options;
        this.name = "drill-" + Long.toString(began.toEpochMilli(), 36);
        this.budgets = Budgets.of(drill, target.kind(), options.budgets());
        this.visitor = new Visitor(new Wire(target.fronts().publicFront(), target::tls), ledger, clock);
        this.api = new Api(
                new Wire(target.fronts().apiFront(), target::tls),
                target.fronts().apiKey());
        this.queue = new Queue(new Api(
                new Wire(target.fronts().opsFront(), target::tls),
                target.fronts().apiKey()));
    }

    Result run() throws InterruptedException {
        List<Part> before = requireHealthy();
        List<Part> parts = prepare(before);
        Places places = new Places(before, parts);
        Fault fault = new Fault(
                target, drill.breaks(target.kind()), drill.restores(target.kind()), places, this::tell, queue::drained);
        Map<String, String> old = oldLinks();
        boolean countsPrimaries = budgets.containsKey(Observer.TWO_PRIMARIES);
        clock.restart();
        Scraper scraper = new Scraper(target, parts, drill.watches(target.kind()), clock);
        Observer observer = new Observer(target, queue, clock, countsPrimaries);
        Probes probes =
                new Probes(visitor, api, ledger, clock, name, old, options.rate(), drill.patience(target.kind()));
        Window window;
        try (observer;
                scraper;
                probes) {
            probes.start();
            requireGoodBaseline(probes);
            window = breakAndRestore(fault);
        }
        return verify(window, fault, scraper, observer, probes.samples());
    }

    private void tell(String event) {
        if (event.equals("mark")) {
            ledger.promiseNoMore();
        }
        events.add(new Event(clock.now(), event));
        Console.say(event);
    }

    private List<Part> requireHealthy() {
        Console.say("is the platform (" + target.kind().text() + ", "
                + target.fronts().publicFront() + ") healthy?");
        List<Part> parts = target.parts();
        if (!parts.stream().allMatch(Part::up)
                && !Deadline.in(HEALTHY).await(() -> target.parts().stream().allMatch(Part::up))) {
            throw DrillException.precondition(
                    "nothing was broken: the platform is not healthy: " + Fault.describe(target.parts()));
        }
        if (!Deadline.in(HEALTHY).await(queue::empty)) {
            throw DrillException.precondition(
                    "nothing was broken: the click queue does not drain, " + queue.depth() + " clicks wait in it");
        }
        return target.parts();
    }

    private List<Part> prepare(List<Part> parts) {
        String steps = drill.prepares(target.kind());
        if (steps.isEmpty()) {
            return parts;
        }
        try {
            Fault.prepare(target, steps, parts);
        } catch (DrillException e) {
            throw DrillException.precondition("nothing was broken: " + e.getMessage());
        }
        return requireHealthy();
    }

    private Map<String, String> oldLinks() {
        Map<String, String> links = api.createBatch(LongStream.range(0, OLD_LINKS)
                .mapToObj(number -> Probes.target(name + "-old", number))
                .toList());
        links.forEach(ledger::acknowledge);
        return links;
    }

    /** The last seconds before the fault; what the client's first requests cost is not the platform's doing. */
    private void requireGoodBaseline(Probes probes) {
        Console.say("baseline: " + options.rate() + " redirects a second for " + BASELINE.toSeconds() + " s");
        pause(BASELINE);
        List<Sample> samples = probes.samples();
        List<Sample> failed = samples.stream().filter(sample -> !sample.ok()).toList();
        if (!failed.isEmpty() || samples.isEmpty()) {
            throw DrillException.precondition("nothing was broken: before any fault " + failed.size() + " of "
                    + samples.size() + " requests failed" + (failed.isEmpty() ? "" : ", first " + failed.getFirst()));
        }
    }

    private static void pause(Duration time) {
        Deadline.in(time).await(() -> false);
    }

    private Window breakAndRestore(Fault fault) {
        Double seconds = options.duration();
        Duration duration =
                seconds == null ? drill.duration(target.kind()) : Duration.ofMillis(Math.round(seconds * 1000));
        long broken = clock.now();
        long restore;
        try {
            if (fault.begin()) {
                Console.say("broken; watching for " + duration.toSeconds() + " s");
                pause(duration);
            }
        } finally {
            restore = clock.now();
            fault.restore();
        }
        long whole = clock.now();
        Duration settle = drill.settle(target.kind());
        settle = seconds != null && duration.compareTo(settle) < 0 ? duration : settle;
        Console.say("restored; watching for " + settle.toSeconds() + " s more");
        pause(settle);
        return new Window(broken, restore, whole, clock.now());
    }

    private Result verify(Window window, Fault fault, Scraper scraper, Observer observer, List<Sample> samples) {
        Console.say("verifying " + ledger.targets().size() + " links");
        LinkCheck links = LinkCheck.of(visitor, api, ledger, name);
        Console.say("verifying the clicks on them");
        ClickCheck clicks = ClickCheck.of(api, queue, ledger);
        Map<String, Double> measures = new Measures(samples, window).of(drill.grace(target.kind()), links, clicks);
        measures.putAll(fault.measures());
        measures.putAll(observer.measures(window));
        measures.putAll(scraper.measures(window));
        return new Result(
                drill.name(),
                drill.title(),
                target.kind().text(),
                options.standard(),
                began,
                options.rate(),
                window,
                budgets,
                measures,
                List.copyOf(events),
                samples,
                links,
                clicks);
    }
}
