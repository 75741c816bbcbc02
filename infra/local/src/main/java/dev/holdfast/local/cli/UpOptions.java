package dev.holdfast.local.cli;

import dev.holdfast.local.platform.Settings;
import dev.holdfast.local.service.ServiceKind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What was typed after {@code up}. */
record UpOptions(boolean fresh, Map<ServiceKind, Integer> instances) {
    private static final Map<String, ServiceKind> COUNTS = Map.of(
            "--readers", ServiceKind.LINK_READER,
            "--writers", ServiceKind.LINK_WRITER,
            "--workers", ServiceKind.CLICK_WORKER);

    static UpOptions parse(List<String> arguments) {
        var fresh = false;
        var instances = new EnumMap<ServiceKind, Integer>(ServiceKind.class);
        var rest = arguments.iterator();
        while (rest.hasNext()) {
            var option = rest.next();
            var kind = COUNTS.get(option);
            if (kind != null) {
                instances.put(kind, number(option, rest.hasNext() ? rest.next() : ""));
            } else if (option.equals("--fresh")) {
                fresh = true;
            } else {
                throw new UsageException("up does not know '" + option + "'");
            }
        }
        return new UpOptions(fresh, instances);
    }

    /** A count of instances as it was typed. */
    static int number(String what, String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            throw new UsageException(what + " needs a number, not '" + text + "'");
        }
    }

    Settings apply(Settings settings) {
        var changed = settings;
        for (var count : instances.entrySet()) {
            changed = changed.withInstances(count.getKey(), count.getValue());
        }
        return changed;
    }
}
