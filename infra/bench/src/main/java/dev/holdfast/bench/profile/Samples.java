package dev.holdfast.bench.profile;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordedFrame;
import jdk.jfr.consumer.RecordedMethod;
import jdk.jfr.consumer.RecordedThread;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;

/**
 * What a recording shows: how often each stack was seen, outermost frame (the thread) first, and bytes allocated by
 * class and place.
 */
record Samples(Map<List<String>, Long> stacks, Map<String, Long> allocated, long lost) {

    static Samples read(Path file) throws IOException {
        List<RecordedEvent> byCpu = new ArrayList<>();
        List<RecordedEvent> byTime = new ArrayList<>();
        Map<String, Long> allocated = new TreeMap<>();
        long lost = 0;
        try (RecordingFile recording = new RecordingFile(file)) {
            while (recording.hasMoreEvents()) {
                RecordedEvent event = recording.readEvent();
                switch (event.getEventType().getName()) {
                    case "jdk.CPUTimeSample" -> byCpu.add(event);
                    case "jdk.CPUTimeSamplesLost" -> lost += event.getLong("lostSamples");
                    case "jdk.ExecutionSample", "jdk.NativeMethodSample" -> byTime.add(event);
                    case "jdk.ObjectAllocationSample" ->
                        allocated.merge(allocation(event), event.getLong("weight"), Long::sum);
                    default -> {}
                }
            }
        }
        return new Samples(stacks(byCpu.isEmpty() ? byTime : byCpu), allocated, lost);
    }

    private static Map<List<String>, Long> stacks(List<RecordedEvent> events) {
        Map<List<String>, Long> stacks = new HashMap<>();
        events.forEach(event -> stacks.merge(stack(event), 1L, Long::sum));
        return stacks;
    }

    private static List<String> stack(RecordedEvent event) {
        List<String> frames = new ArrayList<>();
        if (event.getStackTrace() == null) {
            frames.add("(no Java frames)");
        } else {
            event.getStackTrace().getFrames().forEach(frame -> frames.add(name(frame)));
        }
        frames.add(thread(event));
        Collections.reverse(frames);
        return List.copyOf(frames);
    }

    /** Threads of one pool are one. */
    private static String thread(RecordedEvent event) {
        @Nullable RecordedThread thread =
                event.hasField("eventThread") ? event.getThread("eventThread") : event.getThread("sampledThread");
        String name = thread == null || thread.getJavaName() == null ? "(a thread of the VM)" : thread.getJavaName();
        return name.isEmpty() ? "(virtual threads)" : name.replaceAll("[0-9]+", "N");
    }

    private static String name(RecordedFrame frame) {
        RecordedMethod method = frame.getMethod();
        String type = method.getType().getName();
        return type.replaceFirst("[./]0x[0-9a-f]+.*", "") + "." + method.getName();
    }

    /** Class, and the first frame that isn't the JDK's. */
    private static String allocation(RecordedEvent event) {
        String place = event.getStackTrace() == null
                ? "?"
                : event.getStackTrace().getFrames().stream()
                        .map(Samples::name)
                        .filter(name -> !name.startsWith("java.") && !name.startsWith("jdk."))
                        .findFirst()
                        .orElse("the JDK");
        return event.getClass("objectClass").getName() + "  in  " + place;
    }

    long total() {
        return stacks.values().stream().mapToLong(Long::longValue).sum();
    }

    /** How often each frame was the innermost. */
    Map<String, Long> innermost() {
        Map<String, Long> counts = new TreeMap<>();
        stacks.forEach((stack, count) -> counts.merge(stack.getLast(), count, Long::sum));
        return counts;
    }

    /** How often each frame was anywhere on the stack, those of the JDK left out. */
    Map<String, Long> anywhere() {
        Map<String, Long> counts = new TreeMap<>();
        stacks.forEach((stack, count) ->
                stack.stream().skip(1).distinct().forEach(frame -> counts.merge(frame, count, Long::sum)));
        return counts;
    }

    Map<String, Long> threads() {
        Map<String, Long> counts = new TreeMap<>();
        stacks.forEach((stack, count) -> counts.merge(stack.getFirst(), count, Long::sum));
        return counts;
    }

    /** The form that flame-graph tools read: frames joined by semicolons, a blank, the count. */
    String folded() {
        StringBuilder text = new StringBuilder();
        stacks.entrySet().stream()
                .map(entry -> String.join(";", entry.getKey()) + " " + entry.getValue() + "\n")
                .sorted()
                .forEach(text::append);
        return text.toString();
    }
}
