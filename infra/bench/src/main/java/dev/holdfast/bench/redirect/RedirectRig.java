package dev.holdfast.bench.redirect;

import dev.holdfast.bench.load.Expected;
import dev.holdfast.bench.load.HttpContender;
import dev.holdfast.bench.load.Requests;
import dev.holdfast.bench.load.Wrk;
import dev.holdfast.bench.rig.Links;
import dev.holdfast.bench.rig.Parts;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.service.ServiceInstance;
import dev.holdfast.local.service.ServiceKind;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What every bench of redirects needs: backends and a writer beside, 10,000 links, and requests for them by Zipf's law
 * as the public front sends them.
 */
final class RedirectRig {
    static final int LINKS = 10_000;

    private static final int REQUESTS = 65_536;
    private static final int CONNECTIONS = 32;

    private final Rig rig;
    private final Parts parts;
    private final Map<String, String> targets;
    private final Path requests;
    private final Wrk wrk;
    private @Nullable ServiceInstance usual;
    private int readers;

    /** The one on this rig, made for the first who asks. */
    static RedirectRig on(Rig rig) {
        return rig.shared(RedirectRig.class, RedirectRig::new);
    }

    private RedirectRig(Rig rig) {
        this.rig = rig;
        this.parts = Parts.in(rig).backends();
        ServiceInstance writer = parts.beside(ServiceKind.LINK_WRITER, 1, Map.of());
        this.targets = Links.create(writer.port(), parts.apiKey(), LINKS);
        this.requests = requests("requests", targets);
        this.wrk = new Wrk(rig.cores(), 1, CONNECTIONS);
    }

    Rig rig() {
        return rig;
    }

    Parts parts() {
        return parts;
    }

    Wrk wrk() {
        return wrk;
    }

    /** Requests for these by Zipf's law. */
    final Path requests(String name, Map<String, String> asked) {
        return Requests.zipf(rig.file(name), Requests.Sender.FRONT, List.copyOf(asked.keySet()), REQUESTS);
    }

    Path requests() {
        return requests;
    }

    Map<String, String> targets() {
        return targets;
    }

    Expected expected() {
        return new Expected(targets);
    }

    /** A reader on the core of servers under test, as the platform has them: the same for all benches on this rig. */
    ServiceInstance reader() {
        ServiceInstance known = usual;
        if (known == null) {
            known = reader(Map.of());
            usual = known;
        }
        return known;
    }

    /** Starts one more reader on that core. */
    ServiceInstance reader(Map<String, String> tuning) {
        return parts.underTest(ServiceKind.LINK_READER, ++readers, tuning);
    }

    /** A reader under load of these requests. */
    HttpContender contender(String name, ServiceInstance reader, Path asked) {
        return HttpContender.redirecting(name, reader.port(), () -> Pids.of(reader), wrk, asked, expected());
    }
}
