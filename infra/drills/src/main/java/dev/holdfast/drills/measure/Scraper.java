package dev.holdfast.drills.measure;

import dev.holdfast.drills.catalogue.Watch;
import dev.holdfast.drills.platform.Part;
import dev.holdfast.drills.platform.Target;
import dev.holdfast.drills.probe.Clock;
import dev.holdfast.drills.probe.Wire;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads the services' metrics twice a second, for as long as a drill takes. */
public final class Scraper implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration LIMIT = Duration.ofSeconds(1);

    private final List<Watch> watches;
    private final Clock clock;
    private final Map<String, Wire> places = new TreeMap<>();
    private final Map<Watch, List<Reading>> readings = new HashMap<>();
    private final Every thread;

    /**
     * What the instances of a service showed at one moment.
     *
     * @param values by instance; those that did not answer are missing
     */
    record Reading(long time, Map<String, Double> values) {}

    public Scraper(Target target, List<Part> parts, List<Watch> watches, Clock clock) {
        this.watches = watches;
        this.clock = clock;
        for (Part part : parts) {
            if (watches.stream().anyMatch(watch -> watch.service().equals(part.service()))) {
                target.metrics(part.name()).ifPresent(uri -> places.put(part.name(), new Wire(uri, target::tls)));
            }
        }
        watches.forEach(watch -> readings.put(watch, new ArrayList<>()));
        thread = Every.start(PAUSE, "metrics", this::read);
    }

    private void read() {
        Map<String, String> pages = new TreeMap<>();
        long time = clock.now();
        places.forEach((part, wire) -> pages.put(part, page(wire)));
        watches.forEach(watch -> add(watch, time, pages));
    }

    private static String page(Wire wire) {
        try {
            return wire.send("GET", "/prometheus", "", "", LIMIT).body();
        } catch (IOException e) {
            return "";
        }
    }

    private void add(Watch watch, long time, Map<String, String> pages) {
        Map<String, Double> values = new TreeMap<>();
        pages.forEach((part, page) -> {
            if (part.replaceFirst("-\\d+$", "").equals(watch.service()) && !page.isEmpty()) {
                values.put(part, sum(page, watch.metric()));
            }
        });
        List<Reading> of = readings.get(watch);
        if (of != null) {
            of.add(new Reading(time, values));
        }
    }

    /** All series whose text begins so. */
    static double sum(String page, String metric) {
        return page.lines()
                .filter(line -> line.startsWith(metric))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .filter(value -> !Double.isNaN(value))
                .sum();
    }

    @Override
    public void close() {
        thread.close();
    }

    /** What became of each watch, by its name; call it after {@link #close}. */
    public Map<String, Double> measures(Window window) {
        Map<String, Double> measures = new TreeMap<>();
        for (Watch watch : watches) {
            measures.put(
                    watch.name(), new Course(readings.getOrDefault(watch, List.of()), window.fault()).measure(watch));
        }
        return measures;
    }
}
