package dev.holdfast.drills;

import dev.holdfast.drills.DrillException.Exit;
import dev.holdfast.drills.catalogue.Catalogue;
import dev.holdfast.drills.catalogue.Drill;
import dev.holdfast.drills.catalogue.Kind;
import dev.holdfast.drills.platform.Target;
import dev.holdfast.drills.platform.Targets;
import dev.holdfast.drills.report.DrillsPage;
import dev.holdfast.drills.report.History;
import dev.holdfast.drills.report.ReportFolder;
import dev.holdfast.drills.report.Result;
import dev.holdfast.drills.report.ResultTable;
import dev.holdfast.local.StackException;
import dev.holdfast.local.StateHome;
import dev.holdfast.local.files.LockFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** {@code infra/stack drill}. */
@SuppressWarnings("SystemOut")
public final class Main {
    private Main() {}

    @SuppressWarnings("SystemErr")
    public static void main(String[] arguments) throws InterruptedException {
        Exit exit;
        try {
            exit = run(Options.parse(List.of(arguments), Catalogue.folder().resolve("reports")));
        } catch (DrillException e) {
            System.err.println("infra/stack drill: " + e.getMessage());
            exit = e.exit();
        } catch (StackException e) {
            System.err.println("infra/stack drill: " + e.getMessage());
            exit = Exit.ERROR;
        } catch (RuntimeException e) {
            e.printStackTrace();
            exit = Exit.ERROR;
        }
        System.exit(exit.code());
    }

    private static Exit run(Options options) throws InterruptedException {
        if (options.words().size() != 1) {
            throw DrillException.precondition(Options.USAGE);
        }
        switch (options.words().getFirst()) {
            case "list" -> Catalogue.all().forEach(drill -> System.out.println(describe(drill)));
            case "status" -> {
                System.out.println(History.in(options.reports()).status(Catalogue.all(), Instant.now()));
                History.in(options.reports()).writeMetrics(options.reports(), Catalogue.all());
            }
            case "table" -> writeTable(options);
            case "all" -> {
                return all(options);
            }
            default -> {
                Drill drill = Catalogue.named(options.words().getFirst());
                return one(drill, Targets.find(options.on(), options.target()), options);
            }
        }
        return Exit.WITHIN_BUDGET;
    }

    /** Of the last runs of all drills, on whichever platforms they were, here or elsewhere. */
    private static void writeTable(Options options) {
        History history = History.in(options.reports());
        DrillsPage.update(before -> {
            String table = ResultTable.render(history, Catalogue.all(), before);
            System.out.println(table);
            return table;
        });
    }

    private static String describe(Drill drill) {
        String on = Stream.of(Kind.values())
                .filter(drill.on()::contains)
                .map(Kind::text)
                .collect(Collectors.joining(", "));
        return String.format("%-20s %-24s %s", drill.name(), on, drill.title());
    }

    private static Exit one(Drill drill, Target target, Options options) throws InterruptedException {
        if (!drill.on().contains(target.kind())) {
            throw DrillException.precondition("nothing was broken: " + drill.name() + " can't be run on a platform of"
                    + " kind " + target.kind().text());
        }
        Result result;
        try (LockFile lock = DrillLock.take(lockOf(target))) {
            result = new Run(drill, target, options).run();
        }
        Path folder = ReportFolder.write(options.reports(), result);
        History.in(options.reports()).writeMetrics(options.reports(), Catalogue.all());
        System.out.println(ReportFolder.summary(result, folder));
        return result.passed() ? Exit.WITHIN_BUDGET : Exit.OVER_BUDGET;
    }

    private static Path lockOf(Target target) {
        return StateHome.folder().resolve("drills").resolve(target.identity() + ".lock");
    }

    /** Goes on after a drill that failed; ends with the worst exit code. */
    @SuppressWarnings("SystemErr")
    private static Exit all(Options options) throws InterruptedException {
        Exit worst = Exit.WITHIN_BUDGET;
        Target target = Targets.find(options.on(), options.target());
        for (Drill drill : Catalogue.all()) {
            if (drill.on().contains(target.kind())) {
                Exit exit;
                try {
                    exit = one(drill, target, options);
                } catch (DrillException e) {
                    System.err.println(drill.name() + ": " + e.getMessage());
                    exit = e.exit();
                } catch (RuntimeException e) {
                    e.printStackTrace();
                    exit = Exit.ERROR;
                }
                worst = exit.code() > worst.code() ? exit : worst;
            }
        }
        writeTable(options);
        return worst;
    }
}
