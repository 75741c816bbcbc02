package dev.holdfast.drills.catalogue;

import dev.holdfast.drills.DrillException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a drill is, as its file {@code infra/drills/NAME/drill.properties} says. A setting may be given for one kind of
 * platform alone, by the kind's name after a dot: {@code break.ha}.
 *
 * @param title what is broken, in a few words
 * @param on the kinds of platform that it can be run on
 */
public record Drill(String name, String title, Set<Kind> on, Properties settings) {
    private static final String BUDGET = "budget.";
    private static final String WATCH = "watch.";
    private static final String ANY = "any";
    /** What no drill may show unless its file says otherwise. */
    private static final List<String> NEVER = List.of(
            "lost-links",
            "doubled-links",
            "wrong-targets",
            "false-404",
            "failed-creates",
            "missing-clicks",
            "surplus-clicks",
            "failed-steps",
            "not-whole",
            "unverified");

    static Drill of(String name, Properties settings) {
        Set<Kind> on = Arrays.stream(require(name, settings, "on").split("[, ]+"))
                .map(Kind::of)
                .collect(Collectors.toUnmodifiableSet());
        return new Drill(name, require(name, settings, "title"), on, settings);
    }

    private static String require(String drill, Properties settings, String key) {
        String value = settings.getProperty(key);
        if (value == null) {
            throw DrillException.error("drill " + drill + " lacks the setting '" + key + "'");
        }
        return value.strip();
    }

    private String setting(String key, Kind kind, String otherwise) {
        return settings.getProperty(key + "." + kind.text(), settings.getProperty(key, otherwise))
                .strip();
    }

    private Duration seconds(String key, Kind kind, String otherwise) {
        return Duration.ofMillis(Math.round(Double.parseDouble(setting(key, kind, otherwise)) * 1000));
    }

    /** Steps before the look at its health, so that what breaks is the worst case. */
    public String prepares(Kind kind) {
        return setting("prepare", kind, "");
    }

    /** Steps that break it: see {@link dev.holdfast.drills.fault.Script}. */
    public String breaks(Kind kind) {
        return setting("break", kind, "");
    }

    /** Steps that undo it. */
    public String restores(Kind kind) {
        return setting("restore", kind, "");
    }

    /** How long it stays broken. */
    public Duration duration(Kind kind) {
        return seconds("duration", kind, "15");
    }

    /** How long the probes go on after the repair. */
    public Duration settle(Kind kind) {
        return seconds("settle", kind, "8");
    }

    /** Failures of requests due within this time of the fault are not <em>late</em>. */
    public Duration grace(Kind kind) {
        return seconds("grace", kind, "0");
    }

    /** How long the client repeats a create with the same key before it gives up. */
    public Duration patience(Kind kind) {
        return seconds("patience", kind, "60");
    }

    /** The most that is allowed, by measure: 0 of what is bad in any case, unless it is given, or {@code any}. */
    public Map<String, Double> budgets(Kind kind) {
        Map<String, Double> budgets = new TreeMap<>();
        NEVER.forEach(name -> budgets.put(name, 0.0));
        for (String name : named(BUDGET, kind)) {
            String most = setting(BUDGET + name, kind, "");
            if (most.equals(ANY)) {
                budgets.remove(name);
            } else {
                budgets.put(name, Double.parseDouble(most));
            }
        }
        return budgets;
    }

    public List<Watch> watches(Kind kind) {
        return named(WATCH, kind).stream()
                .map(name -> Watch.parse(name, setting(WATCH + name, kind, "")))
                .toList();
    }

    /** The distinct names after a prefix, without the kind's. */
    private List<String> named(String prefix, Kind kind) {
        Set<String> kinds = Arrays.stream(Kind.values()).map(Kind::text).collect(Collectors.toSet());
        return settings.stringPropertyNames().stream()
                .filter(key -> key.startsWith(prefix))
                .map(key -> key.substring(prefix.length()).split("\\.", -1))
                .filter(words -> words.length == 1 || words[1].equals(kind.text()))
                .filter(words -> words.length == 1 || kinds.contains(words[1]))
                .map(words -> words[0])
                .distinct()
                .sorted()
                .toList();
    }
}
