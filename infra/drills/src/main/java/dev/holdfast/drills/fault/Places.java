package dev.holdfast.drills.fault;

import dev.holdfast.drills.DrillException;
import dev.holdfast.drills.platform.Part;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What a drill means by its words: which parts, and how many.
 *
 * <p>Which parts a drill means: by name, or {@code @primary}, {@code @replicas}, {@code @replica} (one of them),
 * {@code @master}, {@code @holder} (of the floating address), {@code @readers}, {@code @writers}, {@code @workers},
 * {@code @redis}, {@code @kafka}, {@code @zone-a} and so on. Once found, a place stays the same parts to the end of the
 * drill, whichever roles they have by then.
 */
public final class Places {
    private final List<Part> before;
    private final List<Part> parts;
    private final Map<String, List<String>> found = new HashMap<>();

    /** @param parts as they are before the drill */
    public Places(List<Part> parts) {
        this(parts, parts);
    }

    /**
     * @param before the parts before the drill
     * @param parts when all is ready for the fault
     */
    public Places(List<Part> before, List<Part> parts) {
        this.before = before;
        this.parts = parts;
    }

    /** How many instances of a service there were before the drill. */
    long before(String service) {
        return before.stream().filter(part -> part.service().equals(service)).count();
    }

    /** How many instances are meant by {@code 3}, or by {@code +2}: so many more than before the drill. */
    long number(String service, String text) {
        long number = Long.parseLong(text);
        return text.startsWith("+") ? before(service) + number : number;
    }

    List<String> find(List<String> places) {
        return places.stream().flatMap(place -> find(place).stream()).toList();
    }

    private List<String> find(String place) {
        return found.computeIfAbsent(place, this::search);
    }

    private List<String> search(String place) {
        List<String> names = parts.stream()
                .filter(meant(place))
                .map(Part::name)
                .limit(place.equals("@replica") ? 1 : Long.MAX_VALUE)
                .toList();
        if (names.isEmpty()) {
            throw DrillException.precondition("this platform has no " + place);
        }
        return names;
    }

    private static Predicate<Part> meant(String place) {
        return switch (place) {
            case "@primary" -> part -> part.role().equals("primary");
            case "@replicas", "@replica" -> part -> part.role().equals("replica");
            case "@master" -> part -> part.role().equals("master");
            case "@holder" -> part -> part.role().equals("holder");
            case "@readers" -> part -> part.service().equals("link-reader");
            case "@writers" -> part -> part.service().equals("link-writer");
            case "@workers" -> part -> part.service().equals("click-worker");
            case "@redis" -> part -> part.service().startsWith("redis");
            case "@kafka" -> part -> part.service().equals("kafka");
            default ->
                place.startsWith("@zone-")
                        ? part -> place.equals("@zone-" + part.zone())
                        : part -> part.name().equals(place);
        };
    }
}
