package dev.holdfast.bench;

import dev.holdfast.bench.measure.Cores;
import dev.holdfast.bench.measure.Plan;
import dev.holdfast.bench.profile.Profiled;
import dev.holdfast.bench.report.Report;
import dev.holdfast.bench.rig.Rig;

/** One question about performance, and how it is answered. */
public interface Bench {
    /** As on the command line. */
    String name();

    /** What it answers, in a line. */
    String question();

    /** Where servers under test and load run. */
    Cores cores();

    /** Starts in the rig what it needs, measures and reports. Wrong answers fail it. */
    void measure(Rig rig, Plan plan, Report report);

    /** Starts in the rig the service that the bench is about, for a look at where its CPU goes. */
    Profiled profiled(Rig rig);
}
