package dev.holdfast.local.process;

import java.time.Duration;

/** What all our servers do alike: a {@link Part} that is one {@link ManagedProcess}. */
public abstract class Server implements Part {
    private final ManagedProcess process;
    private final Signal endSignal;
    private final Duration startTime;
    private final Duration endTime;

    /**
     * @param endSignal what it understands as a request to end
     * @param startTime how long it may take until it serves
     * @param endTime how long it may take to end in order
     */
    protected Server(ManagedProcess process, Signal endSignal, Duration startTime, Duration endTime) {
        this.process = process;
        this.endSignal = endSignal;
        this.startTime = startTime;
        this.endTime = endTime;
    }

    /** Brings its files up to date, running or not, and says how it is to run. */
    protected abstract Launch prepare();

    /** Whether it serves now; returns after a few seconds at most. */
    public abstract boolean answers();

    /** Called when it has begun to serve. */
    protected void started() {}

    /** Called when it runs otherwise than it should. */
    protected void change(Launch launch) {
        stop();
        process.launch(launch);
    }

    /** A server that runs with other settings than it should is brought to them. */
    @Override
    public final void start() {
        process.resume();
        var launch = prepare();
        if (!process.running()) {
            process.launch(launch);
        } else if (!process.runs(launch)) {
            change(launch);
        }
        process.awaitReady(startTime, this::answers);
        started();
    }

    public final ManagedProcess process() {
        return process;
    }

    /** Notes that it has taken over new settings without a restart. */
    protected final void changed(Launch launch) {
        process.record(launch);
    }

    @Override
    public final String name() {
        return process.name();
    }

    @Override
    public final void stop() {
        process.end(endSignal, endTime);
    }

    @Override
    public final void kill() {
        process.kill();
    }

    @Override
    public final void pause() {
        process.pause();
    }

    @Override
    public final void resume() {
        process.resume();
    }

    @Override
    public final boolean running() {
        return process.running();
    }
}
