package dev.holdfast.bench.measure;

/**
 * What is measured.
 *
 * @param name as the head of a column
 * @param unit as shown behind the name
 * @param higherIsBetter which end of a chart is the good one
 */
public record Metric(String name, String unit, boolean higherIsBetter) {
    public static final Metric RATE = new Metric("rate", "requests/s", true);
    public static final Metric CPU = new Metric("CPU", "µs/request", false);
    public static final Metric BUSY = new Metric("server's core busy", "%", true);

    public static Metric lower(String name, String unit) {
        return new Metric(name, unit, false);
    }

    public static Metric higher(String name, String unit) {
        return new Metric(name, unit, true);
    }

    public String title() {
        return name + " [" + unit + "]";
    }
}
