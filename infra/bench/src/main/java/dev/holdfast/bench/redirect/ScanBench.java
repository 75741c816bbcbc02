package dev.holdfast.bench.redirect;

import dev.holdfast.bench.Bench;
import dev.holdfast.bench.BenchException;
import dev.holdfast.bench.load.Expected;
import dev.holdfast.bench.load.HttpContender;
import dev.holdfast.bench.load.Requests;
import dev.holdfast.bench.measure.Cores;
import dev.holdfast.bench.measure.Foreign;
import dev.holdfast.bench.measure.Metric;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.measure.Results;
import dev.holdfast.bench.measure.Rounds;
import dev.holdfast.bench.profile.Profiled;
import dev.holdfast.bench.report.Finding;
import dev.holdfast.bench.report.Reach;
import dev.holdfast.bench.report.Report;
import dev.holdfast.bench.report.Section;
import dev.holdfast.bench.rig.Pids;
import dev.holdfast.bench.rig.Rig;
import dev.holdfast.local.postgres.PostgresCluster;
import dev.holdfast.local.postgres.PostgresNode;
import dev.holdfast.local.service.ServiceInstance;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/** Somebody tries random codes. */
public final class ScanBench implements Bench {
    private static final String SCAN = "never-issued codes";
    private static final String HIT = "links in memory";
    private static final int REQUESTS = 65_536;
    private static final int DIGITS = 7;
    private static final String BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    @Override
    public String name() {
        return "scan";
    }

    @Override
    public String question() {
        return "what does it cost to refuse codes that were never issued, next to a redirect?";
    }

    @Override
    public Cores cores() {
        return Cores.apart();
    }

    @Override
    public Profiled profiled(Rig rig) {
        RedirectRig redirects = RedirectRig.on(rig);
        ServiceInstance reader = redirects.reader();
        return new Profiled(reader, scan(redirects, reader)::round);
    }

    @Override
    public void measure(Rig rig, Plan plan, Report report) {
        RedirectRig redirects = RedirectRig.on(rig);
        ServiceInstance reader = redirects.reader();
        HttpContender hit = redirects.contender(HIT, reader, redirects.requests());
        HttpContender scan = scan(redirects, reader);
        report.condition("load", redirects.wrk().describe() + "; " + REQUESTS + " random codes of the current epoch");
        List<PostgresNode> databases = databases(redirects);
        Foreign foreign = new Foreign(rig::pids);
        // The hits come from memory once they are there.
        hit.warmUp(plan.time());
        long before = lookups(databases);
        Results results = new Rounds(plan).run(List.of(scan, hit));
        long lookups = lookups(databases) - before;
        report.condition("noise", foreign.stop().describe());
        report.section(new Section("At saturation", results, List.of(Metric.CPU, Metric.RATE)))
                .finding(Finding.ratio(results, SCAN, HIT, Metric.CPU, Reach.atMost(1.6)))
                .finding(Finding.ratio(results, SCAN, HIT, Metric.RATE, null))
                .note(noQueries(lookups, scan.answered()));
    }

    /** The chance that one of the codes was issued is one in millions. */
    private static HttpContender scan(RedirectRig redirects, ServiceInstance reader) {
        Expected none = new Expected(Map.of());
        return HttpContender.refusing(
                SCAN, reader.port(), () -> Pids.of(reader), redirects.wrk(), requests(redirects), none);
    }

    private static Path requests(RedirectRig redirects) {
        char epoch = redirects.targets().keySet().iterator().next().charAt(0);
        SplittableRandom random = new SplittableRandom(7);
        List<String> codes =
                Stream.generate(() -> randomCode(epoch, random)).limit(REQUESTS).toList();
        return Requests.inOrder(redirects.rig().file("scan"), Requests.Sender.FRONT, codes);
    }

    private static String randomCode(char epoch, SplittableRandom random) {
        StringBuilder code = new StringBuilder().append(epoch);
        for (int i = 0; i < DIGITS; i++) {
            code.append(BASE62.charAt(random.nextInt(BASE62.length())));
        }
        return code.toString();
    }

    private static List<PostgresNode> databases(RedirectRig redirects) {
        PostgresCluster postgres = redirects.parts().platform().postgres();
        return List.of(postgres.first(), postgres.second());
    }

    /** How often the table of links was looked at, by the databases' own count, which is a second or two late. */
    private static long lookups(List<PostgresNode> databases) {
        return databases.stream()
                .mapToLong(
                        database -> Long.parseLong(
                                database.query(
                                        PostgresCluster.DATABASE,
                                        "select coalesce(sum(idx_scan + seq_scan), 0) from pg_stat_user_tables where relname = 'link'")))
                .sum();
    }

    private static String noQueries(long lookups, long refused) {
        // Links in memory are looked up anew now and then; a scan that reached a database would be in millions.
        if (lookups > refused / 10) {
            throw new BenchException(refused + " codes were refused with " + lookups + " look-ups in the databases");
        }
        return refused + " codes were refused; the databases counted " + lookups
                + " look-ups of links meanwhile, which are the refreshes of those in memory";
    }
}
