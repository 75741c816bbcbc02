package dev.holdfast.bench.profile;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * Stacks as nested boxes, as wide as they were seen often: threads at the top, callees below their callers. A box says
 * its name and share when pointed at.
 */
final class FlameGraph {
    private static final int WIDTH = 1600;
    private static final int ROW = 17;
    private static final double NARROWEST = 0.8;
    private static final double CHARACTER = 6.6;

    private static final class Node {
        private final Map<String, Node> callees = new TreeMap<>();
        private long count;

        void add(List<String> stack, long times) {
            count += times;
            if (!stack.isEmpty()) {
                callees.computeIfAbsent(stack.getFirst(), name -> new Node())
                        .add(stack.subList(1, stack.size()), times);
            }
        }
    }

    private final StringBuilder body = new StringBuilder();
    private final double scale;
    private final long total;
    private int depth;

    private FlameGraph(long total) {
        this.total = Math.max(1, total);
        this.scale = (double) WIDTH / this.total;
    }

    static String render(Samples samples, String title) {
        Node root = new Node();
        samples.stacks().forEach(root::add);
        FlameGraph graph = new FlameGraph(root.count);
        graph.callees(root, 0, 1);
        int height = (graph.depth + 2) * ROW + 4;
        return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " " + height + "\" width=\"" + WIDTH
                + "\" height=\"" + height + "\">\n<style>text{font:11px monospace;pointer-events:none}"
                + "rect{stroke:#fff;stroke-width:.5}</style>\n<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n"
                + "<text x=\"4\" y=\"13\">" + escape(title) + "</text>\n" + graph.body + "</svg>\n";
    }

    private void callees(Node node, double x, int row) {
        double left = x;
        for (Map.Entry<String, Node> callee : node.callees.entrySet()) {
            double width = callee.getValue().count * scale;
            if (width >= NARROWEST) {
                box(callee.getKey(), callee.getValue().count, left, width, row);
                callees(callee.getValue(), left, row + 1);
            }
            left += width;
        }
    }

    private void box(String name, long count, double x, double width, int row) {
        depth = Math.max(depth, row);
        body.append(String.format(
                Locale.ROOT,
                "<g><title>%s: %.2f %%</title><rect x=\"%.1f\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>",
                escape(name),
                100.0 * count / total,
                x,
                row * ROW,
                width,
                ROW - 1,
                color(name)));
        int fits = (int) (width / CHARACTER);
        if (fits > 4) {
            String text = shortName(name);
            body.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%.1f\" y=\"%d\">%s</text>",
                    x + 2,
                    row * ROW + 12,
                    escape(text.substring(0, Math.min(text.length(), fits)))));
        }
        body.append("</g>\n");
    }

    /** Ours stand out; frameworks have a colour each. */
    private static String color(String name) {
        if (name.startsWith("dev.holdfast.")) {
            return "#38bdf8";
        }
        if (name.startsWith("io.netty.")) {
            return "#fde68a";
        }
        if (name.startsWith("io.micronaut.")) {
            return "#fca5a5";
        }
        return name.startsWith("java.") || name.startsWith("jdk.") || name.startsWith("sun.") ? "#d1d5db" : "#bbf7d0";
    }

    /** Class and method, without the package. */
    private static String shortName(String name) {
        int method = name.lastIndexOf('.');
        int type = name.lastIndexOf('.', method - 1);
        return type < 0 ? name : name.substring(type + 1);
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
